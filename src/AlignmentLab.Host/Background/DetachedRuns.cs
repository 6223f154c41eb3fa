using System.Diagnostics;
using AlignmentLab.Algorithms;
using AlignmentLab.Core.Runs;
using AlignmentLab.Errors;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Composition;
using AlignmentLab.Host.ResultLines;

namespace AlignmentLab.Host.Background;

/// <summary>Has a process of their own work on runs: <c>alab resume</c> as a <see cref="BackgroundProcess"/>.</summary>
internal static class DetachedRuns
{
    /// <summary>Starts the process and returns once it has left the terminal.</summary>
    /// <exception cref="EnvironmentFailureException">The process could not be started; the runs are submitted all the same.</exception>
    public static async Task<int> StartAsync(CommandContext context, IReadOnlyList<RunId> runs)
    {
        var (process, log) = await LaunchAsync(context.Location, runs, context.Interrupted);
        foreach (var run in runs)
        {
            context.Output.Line(new DetachedRunLine(run, RunStatus.Submitted, process, log));
            context.Output.Text(run.Value);
        }

        context.Output.Message($"Process {process} goes on and writes to {log}; `alab runs show {runs[0]}` tells how far it is.");
        return 0;
    }

    /// <summary>Starts the process without a word.</summary>
    /// <returns>Its id, and the file that it writes to.</returns>
    /// <exception cref="EnvironmentFailureException">The process could not be started; the runs are submitted all the same.</exception>
    public static async Task<(int Process, string Log)> LaunchAsync(LabLocation location, IReadOnlyList<RunId> runs, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(location.Logs);
        var log = Path.Combine(location.Logs, runs[0].Value + ".log");
        using var process = Process.Start(StartInfo(location, runs, log))!;
        process.StandardInput.Close();
        return await process.StandardOutput.ReadLineAsync(cancellationToken) == BackgroundProcess.Ready
            ? (process.Id, log)
            : throw new EnvironmentFailureException(
                $"The background process ended before it had begun: {(await process.StandardError.ReadToEndAsync(cancellationToken)).Trim()} "
                + $"Go on with: alab resume {string.Join(' ', runs)}");
    }

    private static ProcessStartInfo StartInfo(LabLocation location, IReadOnlyList<RunId> runs, string log)
    {
        var start = OwnProgram.With(["resume", .. runs.Select(r => r.Value), "--lab", location.Directory]);
        start.Environment[BackgroundProcess.LogVariable] = log;
        return start;
    }
}
