using AlignmentLab.Environments;
using AlignmentLab.Randomness;

namespace AlignmentLab.Compliance;

/// <summary>Actions drawn uniformly from a space with finite bounds.</summary>
public static class ActionSampler
{
    public static void Sample(this Space space, Pcg64 draws, Span<double> action)
    {
        switch (space)
        {
            case DiscreteSpace discrete:
                action[0] = draws.NextInteger(0, discrete.Count);
                break;
            case BoxSpace box:
                for (var i = 0; i < action.Length; i++)
                {
                    action[i] = draws.NextUniform(box.Low[i], box.High[i]);
                }

                break;
            default:
                throw new NotSupportedException($"No sampler for {space}.");
        }
    }
}
