using AlignmentLab.Errors;
using AlignmentLab.Host.Background;
using AlignmentLab.Host.Composition;

namespace AlignmentLab.Host.Bench;

/// <summary>
/// <c>alab runs show</c> of a run of a million events, as a process of its own from start to end, and the most memory that it
/// held: of a run under way, whose digest is computed from its events, and of the same run once it has completed.
/// </summary>
internal sealed class ShowBench : IBench
{
    private const int Rounds = 3;

    public string Name => "show";

    public async Task<IReadOnlyList<BenchRow>> RunAsync(BenchContext context)
    {
        var location = new LabLocation(Path.Combine(context.Directory, "lab"));
        await using var lab = Lab.Open(location, LabUse.Create, context.Time);
        await SyntheticRun.WriteAsync(lab, context.Scaled(999_999), context);
        var rows = await MeasureAsync(context, location, "under way");
        var bytes = await SyntheticRun.CompleteAsync(lab, context);
        return [.. rows, .. await MeasureAsync(context, location, "completed"), BenchRow.Alone("show/history index", "B/call", bytes)];
    }

    private static async Task<IReadOnlyList<BenchRow>> MeasureAsync(BenchContext context, LabLocation location, string state)
    {
        var (seconds, peaks) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            var started = context.Time.GetTimestamp();
            peaks.Add(await ShowAsync(context, location));
            seconds.Add(context.Time.GetElapsedTime(started).TotalSeconds);
        }

        return [BenchRow.Alone($"show/{state}", "s", Median(seconds)), BenchRow.Alone($"show/{state}, peak working set", "MiB", Median(peaks))];
    }

    private static async Task<double> ShowAsync(BenchContext context, LabLocation location)
    {
        using var process = System.Diagnostics.Process.Start(OwnProgram.With("runs", "show", SyntheticRun.Run.Value, "--json", "--lab", location.Directory))!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync(context.CancellationToken);
        var shown = process.StandardOutput.ReadToEndAsync(context.CancellationToken);
        var ended = process.WaitForExitAsync(context.CancellationToken);
        var peak = 0L;
        while (!ended.IsCompleted)
        {
            try
            {
                process.Refresh();
                peak = Math.Max(peak, process.PeakWorkingSet64);
            }
            catch (InvalidOperationException)
            {
                // It ended between the question and the answer.
            }

            await Task.WhenAny(ended, Task.Delay(TimeSpan.FromMilliseconds(2), context.Time, context.CancellationToken));
        }

        await ended;
        return process.ExitCode == 0 && (await shown).Contains("\"digest\"", StringComparison.Ordinal)
            ? peak / 1048576.0
            : throw new WorkFailedException($"alab runs show ended with {process.ExitCode}: {(await errors).Trim()}");
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
