namespace AlignmentLab.Core.Runs.Execution;

/// <summary>The first place where the algorithm asks for something else than the history holds.</summary>
/// <param name="Version">Version of the recorded event; where nothing is recorded, the version of the stream's last event.</param>
/// <param name="Expected">What the history holds, as text.</param>
/// <param name="Actual">What the algorithm (or the repeated job) gave, as text.</param>
public sealed record ReplayDivergence(long Version, string Expected, string Actual);

/// <summary>The history does not belong to this algorithm: code, plugin version or options have changed since.</summary>
public sealed class ReplayDivergenceException(ReplayDivergence divergence) : Errors.WorkFailedException(
    $"The history and the algorithm part at version {divergence.Version}.{Environment.NewLine}"
    + $"  recorded:  {divergence.Expected}{Environment.NewLine}  asked for: {divergence.Actual}{Environment.NewLine}"
    + "Nothing was written. Run it with the plugin version that made it, or submit a new run.")
{
    public ReplayDivergence Divergence { get; } = divergence;
}
