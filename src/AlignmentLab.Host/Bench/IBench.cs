using System.Text.Json.Nodes;
using AlignmentLab.Environments;

namespace AlignmentLab.Host.Bench;

/// <summary>One measurement that <c>alab bench</c> offers.</summary>
internal interface IBench
{
    /// <summary>What the user calls it, such as <c>append</c>.</summary>
    string Name { get; }

    /// <summary>Measures; each row is one figure.</summary>
    Task<IReadOnlyList<BenchRow>> RunAsync(BenchContext context);
}

/// <summary>Where and how large a bench runs.</summary>
/// <param name="Directory">An empty directory on the disk to be measured. The bench leaves files there.</param>
/// <param name="Scale">Multiplies the number of events. 1 takes some seconds to a minute; tests use less.</param>
/// <param name="Time">Measures durations.</param>
/// <param name="Environment">The installed environment of a name.</param>
/// <param name="Baseline">
/// Runs a Python script of <c>eng/baselines</c> with arguments and gives the JSON object that it prints last; null, after a
/// remark on what is missing, where it cannot be run.
/// </param>
internal sealed record BenchContext(
    string Directory,
    double Scale,
    TimeProvider Time,
    Func<string, IEnvironmentFactory> Environment,
    Func<string, string[], Task<JsonObject?>> Baseline,
    CancellationToken CancellationToken)
{
    /// <summary>A count at this scale, at least one.</summary>
    public int Scaled(int count) => Math.Max(1, (int)(count * Scale));
}

/// <summary>One figure.</summary>
/// <param name="Name">What was measured, such as <c>append.batch-32</c>.</param>
/// <param name="Unit">Unit of value and baseline.</param>
/// <param name="Baseline">What it stands beside, measured in the same process in turn with it; null when there is nothing to compare with.</param>
/// <param name="Ratio">Value over baseline.</param>
internal sealed record BenchRow(string Name, string Unit, double Value, double? Baseline, double? Ratio)
{
    public static BenchRow Alone(string name, string unit, double value) => new(name, unit, value, null, null);

    public static BenchRow Beside(string name, string unit, double value, double baseline) => new(name, unit, value, baseline, value / baseline);
}
