namespace AlignmentLab.Policies;

/// <summary>An actor that can be asked for other opinions of itself on what to do, such as those of a network with some of its units dropped.</summary>
public interface ISamplingActor : IActor
{
    /// <summary>Writes an action that it might take as well, drawn from the draws of its <see cref="IActor.Begin"/>. What it does itself is <see cref="IActor.Act"/>.</summary>
    void Sample(ReadOnlySpan<double> observation, Span<double> action);
}
