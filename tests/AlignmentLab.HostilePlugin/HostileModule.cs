using AlignmentLab.Algorithms;
using AlignmentLab.Plugins;
using Autofac;

namespace AlignmentLab.HostilePlugin;

/// <summary>Misbehaves as the file <c>fault.txt</c> beside its assembly says.</summary>
public sealed class HostileModule : Module
{
    public HostileModule() => Fault.At("module");

    protected override void Load(ContainerBuilder builder)
    {
        Fault.At("load");
        builder.RegisterAlgorithm<HostileAlgorithm, HostileOptions>("hostile", 1, "");
        builder.RegisterAlgorithm<HostileWords, HostileOptions>("hostile-words", 1, $"{HostileWords.Script} algorithm");
        builder.RegisterDetector<HostileDetector, HostileOptions>("hostile-words", $"{HostileWords.Script} detector");
    }
}

public sealed record HostileOptions;

public sealed class HostileAlgorithm : IAlgorithm<HostileOptions>
{
    public HostileAlgorithm() => Fault.At("algorithm");

    public Task RunAsync(HostileOptions options, IRunContext run) => Task.CompletedTask;
}

/// <summary>The fault that the test asks for: <c>throw</c> or <c>hang</c>, and where.</summary>
internal static class Fault
{
    public static void At(string place)
    {
        var file = Path.Combine(Path.GetDirectoryName(typeof(Fault).Assembly.Location)!, "fault.txt");
        switch (File.Exists(file) ? File.ReadAllText(file).Split(' ') : [])
        {
            case ["throw", var where] when where == place:
                throw new InvalidOperationException($"broken on purpose in the {place}");
            case ["hang", var where] when where == place:
                new ManualResetEventSlim().Wait();
                break;
        }
    }
}
