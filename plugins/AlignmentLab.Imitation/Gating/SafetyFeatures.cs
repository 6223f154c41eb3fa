using AlignmentLab.Environments;
using AlignmentLab.Rewards;

namespace AlignmentLab.Imitation.Gating;

/// <summary>Writes a state and what the novice would do in it as a safety classifier sees them: the observation, then the action.</summary>
internal sealed class SafetyFeatures(EnvironmentInfo environment)
{
    private readonly RewardFeatures _features = new(RewardInput.ObservationAndAction, environment);

    /// <summary>Numbers a row.</summary>
    public int Size => _features.Size;

    public void Write(ReadOnlySpan<double> observation, ReadOnlySpan<double> action, Span<float> features) =>
        _features.Write(observation, action, observation, features);
}
