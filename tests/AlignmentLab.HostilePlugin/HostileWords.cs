using System.Text.Json.Nodes;
using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Detection;

namespace AlignmentLab.HostilePlugin;

/// <summary>Puts a script into every text that an algorithm can write.</summary>
public sealed class HostileWords : IAlgorithm<HostileOptions>
{
    internal const string Script = "<img src=x onerror=window.ran=1><script>window.ran=1</script>";

    public async Task RunAsync(HostileOptions options, IRunContext run)
    {
        await run.NoteAsync($"{Script} note");
        for (var step = 0; step < 3; step++)
        {
            await run.MeasureAsync($"{Script} metric", step, step, $"{Script} unit");
        }

        throw new InvalidOperationException($"{Script} failure");
    }
}

/// <summary>Puts one into every text of a finding.</summary>
public sealed class HostileDetector : IDetector<HostileOptions>, IDetectorSession
{
    private bool _told;

    public IDetectorSession Open(HostileOptions options, DetectorScope scope) => new HostileDetector();

    public ValueTask<IReadOnlyList<Finding>> ObserveAsync(Observed observed, CancellationToken cancellationToken)
    {
        IReadOnlyList<Finding> found = _told ? [] : [new Finding(
            $"{HostileWords.Script} kind", "key", Severity.High, $"{HostileWords.Script} title", $"{HostileWords.Script} explanation",
            new JsonObject { [$"{HostileWords.Script} figure"] = $"{HostileWords.Script} value" }, [observed.Version])];
        _told = true;
        return ValueTask.FromResult(found);
    }
}
