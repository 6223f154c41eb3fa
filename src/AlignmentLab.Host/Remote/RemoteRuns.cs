using AlignmentLab.Core.Runs;
using AlignmentLab.Core.Runs.Launch;
using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Core.Runs.Submit;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Composition;
using AlignmentLab.Host.ResultLines;
using AlignmentLab.Host.Runs;

namespace AlignmentLab.Host.Remote;

/// <summary>Runs that a server works on.</summary>
internal static class RemoteRuns
{
    /// <summary>Has the server start them, and waits for their ends unless told otherwise.</summary>
    /// <param name="before">Runs that had ended before and are reported with the others, such as the rest of their set.</param>
    /// <returns>0 when they are started, or every run completed; else 1.</returns>
    /// <exception cref="InterruptedWorkException">Nobody waits any longer; the runs go on.</exception>
    public static async Task<int> StartAsync(CommandContext context, Lab lab, IReadOnlyList<SubmittedRun> runs, bool detach, IReadOnlyList<EndedRun>? before = null)
    {
        await lab.Mediator.Send(new LaunchRuns([.. runs.Select(r => r.Run)], context.Author), context.Interrupted);
        context.Output.Message(runs.Count == 1 ? $"{context.Location.Directory} works on {runs[0].Run}" : $"{context.Location.Directory} works on {runs.Count} runs, {runs[0].Run} to {runs[^1].Run}");
        if (!detach)
        {
            return await FollowAsync(context, lab, runs, before ?? []);
        }

        foreach (var run in runs)
        {
            context.Output.Line(new RemoteRunLine(run.Run, RunStatus.Submitted, context.Location.Directory));
            context.Output.Text(run.Run.Value);
        }

        return 0;
    }

    // One after the other: the server begins them in this order, and by the end of the last all are done.
    private static async Task<int> FollowAsync(CommandContext context, Lab lab, IReadOnlyList<SubmittedRun> runs, IReadOnlyList<EndedRun> before)
    {
        var ended = new List<EndedRun>();
        try
        {
            foreach (var run in runs)
            {
                await foreach (var _ in new RunFollowing(lab, run.Run, context.Time) { IsLaunched = true }.FromAsync(1, context.Interrupted))
                {
                    // Only the end is of interest.
                }

                var result = (await lab.Mediator.Send(new ShowRun(run.Run), context.Interrupted)).Result;
                ended.Add(new EndedRun(run, result));
                context.Output.Line(RunLine.Of(result));
                if (runs.Count > 1)
                {
                    context.Output.Message($"{ended.Count} of {runs.Count}: {run.Run} {result.Status.ToString().ToLowerInvariant()}");
                }
            }
        }
        catch (OperationCanceledException) when (context.Interrupted.IsCancellationRequested)
        {
            throw new InterruptedWorkException($"The server goes on; `alab runs show {runs[ended.Count].Run}{context.Location.Option}` tells how far it is, `alab cancel` stops it.");
        }

        IReadOnlyList<EndedRun> all = [.. before, .. ended];
        RunReport.Write(context.Output, all);
        return all.All(e => e.Result.Status == RunStatus.Completed) ? 0 : 1;
    }
}
