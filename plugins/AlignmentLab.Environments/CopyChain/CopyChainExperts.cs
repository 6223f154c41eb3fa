using AlignmentLab.Experts;

namespace AlignmentLab.Environments.CopyChain;

/// <summary>Follows the cue: always right, in every state.</summary>
public sealed class CueExpert : IScriptedExpert
{
    public void Begin(IDrawSource draws)
    {
    }

    public void Act(ReadOnlySpan<double> observation, Span<double> action) =>
        action[0] = FollowedFeature.Output(observation[(observation.Length / 2)..]);
}

/// <summary>
/// Copies the previous output: what cloning the <see cref="CueExpert"/> ends in, since it agrees with it on every state that
/// the expert visits. Right for ever when it starts right; after one wrong output, wrong for ever.
/// </summary>
public sealed class CopyExpert : IScriptedExpert
{
    public void Begin(IDrawSource draws)
    {
    }

    public void Act(ReadOnlySpan<double> observation, Span<double> action) =>
        action[0] = FollowedFeature.Output(observation[..(observation.Length / 2)]);
}

/// <summary>One half of a copy chain's observation: a signed bit at the look's place, 0 elsewhere.</summary>
file static class FollowedFeature
{
    public static double Output(ReadOnlySpan<double> half)
    {
        foreach (var value in half)
        {
            if (value != 0)
            {
                return value > 0 ? 1 : 0;
            }
        }

        return 0;
    }
}
