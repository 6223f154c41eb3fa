using System.Diagnostics;
using AlignmentLab.Algorithms;
using AlignmentLab.Core.Runs;
using AlignmentLab.Errors;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.ResultLines;

namespace AlignmentLab.Host.Background;

/// <summary>Has a process of their own work on runs: <c>alab resume</c> as a <see cref="BackgroundProcess"/>.</summary>
internal static class DetachedRuns
{
    /// <summary>Starts the process and returns once it has left the terminal.</summary>
    /// <exception cref="EnvironmentFailureException">The process could not be started; the runs are submitted all the same.</exception>
    public static async Task<int> StartAsync(CommandContext context, IReadOnlyList<RunId> runs)
    {
        Directory.CreateDirectory(context.Location.Logs);
        var log = Path.Combine(context.Location.Logs, runs[0].Value + ".log");
        using var process = Process.Start(StartInfo(context, runs, log))!;
        process.StandardInput.Close();
        if (await process.StandardOutput.ReadLineAsync(context.Interrupted) != BackgroundProcess.Ready)
        {
            throw new EnvironmentFailureException(
                $"The background process ended before it had begun: {(await process.StandardError.ReadToEndAsync(context.Interrupted)).Trim()} "
                + $"Go on with: alab resume {string.Join(' ', runs)}");
        }

        foreach (var run in runs)
        {
            context.Output.Line(new DetachedRunLine(run, RunStatus.Submitted, process.Id, log));
            context.Output.Text(run.Value);
        }

        context.Output.Message($"Process {process.Id} goes on and writes to {log}; `alab runs show {runs[0]}` tells how far it is.");
        return 0;
    }

    private static ProcessStartInfo StartInfo(CommandContext context, IReadOnlyList<RunId> runs, string log)
    {
        var start = OwnProgram.With(["resume", .. runs.Select(r => r.Value), "--lab", context.Location.Directory]);
        start.Environment[BackgroundProcess.LogVariable] = log;
        return start;
    }
}
