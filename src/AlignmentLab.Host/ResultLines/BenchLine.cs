using AlignmentLab.Host.Bench;

namespace AlignmentLab.Host.ResultLines;

/// <summary>One figure of this machine.</summary>
internal sealed record BenchLine(string Name, string Unit, double Value, double? Baseline, double? Ratio, BenchMachine Machine)
{
    public static BenchLine Of(BenchRow row) => new(row.Name, row.Unit, row.Value, row.Baseline, row.Ratio, BenchMachine.This());
}

/// <summary>
/// The result of a bench: of its figures the one that does worst beside its baseline; the first where none has a baseline.
/// </summary>
/// <param name="Name">What was asked for: a bench, or <c>all</c>.</param>
/// <param name="Figure">Which figure unit, value, baseline and ratio are of.</param>
internal sealed record BenchEnd(
    string Name, string Figure, string Unit, double Value, double? Baseline, double? Ratio, IReadOnlyList<BenchRow> Rows, BenchMachine Machine)
{
    public static BenchEnd Of(string name, IReadOnlyList<BenchRow> rows)
    {
        var worst = rows.Where(r => r.Ratio is not null).MinBy(r => r.Ratio) ?? rows[0];
        return new BenchEnd(name, worst.Name, worst.Unit, worst.Value, worst.Baseline, worst.Ratio, rows, BenchMachine.This());
    }
}

/// <summary>What the figure was measured on.</summary>
internal sealed record BenchMachine(string OperatingSystem, string Processor, int Cores, string Runtime)
{
    public static BenchMachine This()
    {
        var info = File.Exists("/proc/cpuinfo") ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) : null;
        return new BenchMachine(
            System.Runtime.InteropServices.RuntimeInformation.OSDescription,
            info?[(info.IndexOf(':') + 1)..].Trim() ?? System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture.ToString(),
            Environment.ProcessorCount,
            System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription);
    }
}
