namespace AlignmentLab.Algorithms.Effects;

/// <summary>One point of a metric. The last value of a name is the run's result for it.</summary>
/// <param name="Name">Such as <c>return</c> or <c>labels</c>.</param>
/// <param name="Value">Finite.</param>
/// <param name="Step">The x axis: iteration, round or labels spent.</param>
/// <param name="Unit">For the axis of a chart.</param>
[FactEvent("measure", "measurement-recorded.v1")]
public sealed record Measurement(string Name, double Value, double? Step = null, string? Unit = null) : Fact;

/// <summary>A remark of the algorithm, for whoever reads the log.</summary>
[FactEvent("note", "note-recorded.v1")]
public sealed record Note(string Text) : Fact;

public static class MeasureEffects
{
    /// <exception cref="ArgumentException">The value is not finite: a silent NaN would end in a chart.</exception>
    public static Task MeasureAsync(this IRunContext run, string name, double value, double? step = null, string? unit = null) =>
        double.IsFinite(value)
            ? run.RecordAsync(new Measurement(name, value, step, unit))
            : throw new ArgumentException($"The metric '{name}' is {value}; record a finite number or a note that says why there is none.", nameof(value));

    public static Task NoteAsync(this IRunContext run, string text) => run.RecordAsync(new Note(text));
}
