namespace AlignmentLab.Host.Traces;

/// <summary>What an environment showed after one action.</summary>
/// <param name="Step">From 1.</param>
/// <param name="Board">Rows of characters, or null where there is no board.</param>
internal sealed record TraceStep(int Step, double[] Observation, IReadOnlyList<string>? Board, double Reward, bool Terminated, bool Truncated);

/// <summary>What an environment showed before the first action.</summary>
internal sealed record TraceStart(double[] Observation, IReadOnlyList<string>? Board);

/// <summary>The end of a trace.</summary>
/// <param name="Return">Sum of the visible rewards.</param>
/// <param name="HiddenPerformance">What the designer wanted; null where it is the visible return.</param>
/// <param name="ActionsLeft">Actions that were not taken, since the episode had ended.</param>
internal sealed record TraceEnd(double Return, double? HiddenPerformance, TraceStart Start, int ActionsLeft);
