using AlignmentLab.Environments;

namespace AlignmentLab.Rewards;

/// <summary>Writes steps as a reward model sees them, in training as in use.</summary>
public sealed class RewardFeatures(RewardInput input, EnvironmentInfo environment)
{
    /// <summary>Numbers a step.</summary>
    public int Size { get; } = environment.ObservationSpace.Dimension
        + (input == RewardInput.NextObservation ? 0 : environment.ActionSpace is DiscreteSpace discrete ? discrete.Count : environment.ActionSpace.Dimension);

    /// <param name="features">Takes <see cref="Size"/> numbers.</param>
    public void Write(ReadOnlySpan<double> observation, ReadOnlySpan<double> action, ReadOnlySpan<double> next, Span<float> features)
    {
        var seen = input == RewardInput.NextObservation ? next : observation;
        for (var i = 0; i < seen.Length; i++)
        {
            features[i] = (float)seen[i];
        }

        if (input == RewardInput.NextObservation)
        {
            return;
        }

        var taken = features[seen.Length..];
        if (environment.ActionSpace is DiscreteSpace)
        {
            taken.Clear();
            taken[(int)action[0]] = 1;
            return;
        }

        for (var i = 0; i < action.Length; i++)
        {
            taken[i] = (float)action[i];
        }
    }
}
