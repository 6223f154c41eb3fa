namespace AlignmentLab.Host.ResultLines;

/// <summary>One figure of this machine.</summary>
internal sealed record BenchLine(string Name, string Unit, double Value, double? Baseline, double? Ratio, BenchMachine Machine);

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
