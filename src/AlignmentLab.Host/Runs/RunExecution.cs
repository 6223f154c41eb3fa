using AlignmentLab.Core.Runs;
using AlignmentLab.Core.Runs.Submit;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Composition;

namespace AlignmentLab.Host.Runs;

/// <summary>Executes runs to their end with progress, and reports their results.</summary>
internal static class RunExecution
{
    /// <param name="ended">Runs that had ended before and are reported with the others, such as the rest of their set.</param>
    /// <param name="resumed">That somebody goes on with runs that were there; null: they were submitted a moment ago.</param>
    /// <returns>0 when every run completed, else 1.</returns>
    public static async Task<int> ExecuteAsync(
        CommandContext context, Lab lab, RunMonitor monitor, IReadOnlyList<SubmittedRun> runs, IReadOnlyList<EndedRun>? ended = null, ResumeOrder? resumed = null)
    {
        context.Output.Message(runs.Count == 1 ? $"Run {runs[0].Run}" : $"{runs.Count} runs, {runs[0].Run} to {runs[^1].Run}");
        monitor.Watch([.. runs.Select(r => r.Run)]);
        var results = await new RunSetWork(lab, monitor, context, resumed).ExecuteAsync(runs, context.Interrupted);
        IReadOnlyList<EndedRun> all = [.. ended ?? [], .. runs.Zip(results, (run, result) => new EndedRun(run, result))];
        RunReport.Write(context.Output, all);
        foreach (var paused in all.Where(r => r.Result.Status == RunStatus.Paused))
        {
            context.Output.Message($"{paused.Run.Run} was paused {paused.Result.Reason}. Go on with: alab resume {paused.Run.Run}{context.Location.Option}");
        }

        return all.All(r => r.Result.Status == RunStatus.Completed) ? 0 : 1;
    }
}

/// <summary>That somebody asked for runs to go on.</summary>
/// <param name="Asked">Position of the log at that time, where the order is not on the log itself: runs paused later stay paused.</param>
internal sealed record ResumeOrder(string Author, long? Asked);

/// <summary>A run with what it came to.</summary>
internal sealed record EndedRun(SubmittedRun Run, RunResult Result);
