using AlignmentLab.Algorithms;
using AlignmentLab.Core.Runs;
using AlignmentLab.Core.Runs.Execute;
using AlignmentLab.Core.Runs.Submit;
using AlignmentLab.Errors;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Composition;
using AlignmentLab.Host.ResultLines;

namespace AlignmentLab.Host.Runs;

/// <summary>
/// Executes runs, as many at a time as the machine has cores. A run's results depend on nothing but the run, so their order
/// changes no digest. Result lines come in the order of the runs, each as soon as those before it are there.
/// </summary>
/// <param name="resumed">That somebody goes on with them; null: they were submitted a moment ago, by whom their first events say.</param>
internal sealed class RunSetWork(Lab lab, RunMonitor monitor, CommandContext context, ResumeOrder? resumed = null)
{
    /// <exception cref="InterruptedWorkException">The process is to end; the runs can go on later.</exception>
    /// <exception cref="EnvironmentFailureException">The surroundings failed; the runs can go on once they are mended.</exception>
    public async Task<IReadOnlyList<RunResult>> ExecuteAsync(IReadOnlyList<SubmittedRun> runs, CancellationToken interrupted)
    {
        var results = new RunResult?[runs.Count];
        try
        {
            return await ProgressDisplay.For(context.Output, monitor, context.Time).WhileAsync(() => ExecuteAllAsync([.. runs.Select(r => r.Run)], results, interrupted), interrupted);
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested && results.All(r => r is not null))
        {
            // The signal came while the last run ended.
            return results!;
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            throw new InterruptedWorkException($"Interrupted; everything done so far is kept. Go on with: {Resume(runs, results)}");
        }
        catch (EnvironmentFailureException error)
        {
            throw new EnvironmentFailureException($"{error.Message}{Environment.NewLine}Once that is mended, go on with: {Resume(runs, results)}", error);
        }
    }

    private async Task<IReadOnlyList<RunResult>> ExecuteAllAsync(IReadOnlyList<RunId> runs, RunResult?[] results, CancellationToken interrupted)
    {
        var written = 0;
        var gate = new Lock();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Math.Min(Environment.ProcessorCount, runs.Count), CancellationToken = interrupted };
        await Parallel.ForAsync(0, runs.Count, parallel, async (i, stop) =>
        {
            monitor.Began(runs[i]);
            var result = await lab.Mediator.Send(new ExecuteRun(runs[i], resumed?.Author, resumed?.Asked), stop);
            monitor.Ended(runs[i]);
            lock (gate)
            {
                results[i] = result;
                for (; written < runs.Count && results[written] is { } next; written++)
                {
                    context.Output.Line(RunLine.Of(next));
                }
            }
        });
        return results!;
    }

    // Runs of one set are resumed by its name, however many they are.
    private string Resume(IReadOnlyList<SubmittedRun> runs, RunResult?[] results)
    {
        var left = runs.Where((_, i) => results[i] is null).ToList();
        var names = left.Count > 1 ? left.Select(r => r.SetName).Distinct(StringComparer.Ordinal) : left.Select(r => r.Run.Value);
        return $"alab resume {string.Join(' ', names)}{lab.Location.Option}";
    }
}
