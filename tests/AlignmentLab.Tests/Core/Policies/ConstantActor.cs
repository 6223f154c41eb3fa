using AlignmentLab.Environments;
using AlignmentLab.Policies;

namespace AlignmentLab.Tests.Core.Policies;

/// <summary>Takes one action of a few for ever, and says so.</summary>
internal sealed class ConstantActor(int action) : IDistributionActor
{
    /// <summary>What a policy made of others opens them with.</summary>
    public static PolicyScope Scope(Func<Policy, int> actions) =>
        new(null!, null!, (inner, _) => ValueTask.FromResult<IActor>(new ConstantActor(actions(inner))), null!, null!);

    public void Begin(IDrawSource draws)
    {
    }

    public void Act(ReadOnlySpan<double> observation, Span<double> taken) => taken[0] = action;

    public void Distribution(ReadOnlySpan<double> observation, Span<double> probabilities)
    {
        probabilities.Clear();
        probabilities[action] = 1;
    }
}
