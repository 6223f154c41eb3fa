namespace AlignmentLab.Policies;

/// <summary>
/// An actor that can say how likely each of its actions is, where actions are choices: what quantilizing, KL constraints and
/// importance weights need. It says so of the state as it stands, without drawing and without moving on.
/// </summary>
public interface IDistributionActor : IActor
{
    /// <summary>Writes the probability of each action for an observation; they sum to 1.</summary>
    /// <param name="probabilities">One a choice of the action space.</param>
    void Distribution(ReadOnlySpan<double> observation, Span<double> probabilities);
}
