namespace AlignmentLab.Policies;

/// <summary>An actor that can say how unsure it is of what to do: what decides when somebody else had better act.</summary>
public interface IDoubtingActor : IActor
{
    /// <summary>
    /// The variance of its opinions on what to do, 0 where they are one, summed over the numbers of an action: of the probabilities
    /// of each choice where actions are choices, else of the actions.
    /// </summary>
    double Doubt(ReadOnlySpan<double> observation);
}
