using AlignmentLab.Algorithms;
using AlignmentLab.Core.Runs;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Composition;

namespace AlignmentLab.Host.Runs;

/// <summary>Executes runs to their end with progress, and reports their results.</summary>
internal static class RunExecution
{
    /// <returns>0 when every run completed, else 1.</returns>
    public static async Task<int> ExecuteAsync(CommandContext context, Lab lab, RunMonitor monitor, IReadOnlyList<(RunId Run, RunSubmitted Definition)> runs)
    {
        var ids = runs.Select(r => r.Run).ToList();
        context.Output.Message(ids.Count == 1 ? $"Run {ids[0]}" : $"{ids.Count} runs, {ids[0]} to {ids[^1]}");
        monitor.Watch(ids);
        var results = await new RunSetWork(lab, monitor, context.Output, context.Time).ExecuteAsync(ids, context.Interrupted);
        if (results.Count == 1 || runs.DistinctBy(r => r.Definition.Set).Count() > 1)
        {
            foreach (var result in results)
            {
                RunReport.Write(context.Output, result);
            }
        }
        else
        {
            var set = RunSetSummary.Of(runs[0].Definition.Set, [.. results.Zip(runs, (result, run) => (result, run.Definition.Overrides))]);
            context.Output.Line(set);
            RunReport.Write(context.Output, set, results);
        }

        return results.All(r => r.Status == RunStatus.Completed) ? 0 : 1;
    }
}
