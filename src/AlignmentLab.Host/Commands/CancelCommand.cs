using System.CommandLine;
using AlignmentLab.Algorithms;
using AlignmentLab.Core.Runs;
using AlignmentLab.Core.Runs.Cancel;
using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Composition;
using AlignmentLab.Host.ResultLines;
using AlignmentLab.Host.Runs;

[assembly: Subcommand<AlignmentLab.Host.Commands.CancelCommand>("cancel", 60)]

namespace AlignmentLab.Host.Commands;

/// <summary><c>alab cancel</c>.</summary>
internal sealed class CancelCommand() : Subcommand("Stop a run for good, whichever process works on it.")
{
    /// <summary>How long the answer may wait for the run to stop.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Argument<string> _run = TypedOptions.Run();

    public override bool WorksRemotely => true;

    public override void Declare(Command command) => command.Add(_run);

    public override async Task<int> RunAsync(CommandContext context)
    {
        await using var lab = context.Open(LabUse.Change);
        var run = await lab.Mediator.Send(new FindRun(context.Get(_run)), context.Interrupted);
        var status = await lab.Mediator.Send(new CancelRun(run, "cancelled at the command line", context.Author), context.Interrupted);
        if (status == RunStatus.Running)
        {
            status = await EndingAsync(lab, run, context);
        }

        context.Output.Line(new StopLine(run, status, Requested: true));
        context.Output.Text(status switch
        {
            RunStatus.Cancelled => $"Cancelled {run}.",
            RunStatus.Running => $"Asked the process that works on {run} to stop; `alab runs show {run}{context.Location.Option}` tells when it has.",
            _ => $"{run} {status.ToString().ToLowerInvariant()} before it could be cancelled.",
        });
        return 0;
    }

    /// <summary>What the run came to within <see cref="Patience"/>, or that it is still running.</summary>
    private static async Task<RunStatus> EndingAsync(Lab lab, RunId run, CommandContext context)
    {
        using var limit = new CancellationTokenSource(Patience, context.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, context.Interrupted);
        var following = new RunFollowing(lab, run, context.Time);
        try
        {
            var head = await lab.Reader.HeadAsync(run.Stream, either.Token);
            await foreach (var _ in following.FromAsync(head!.Value.Version + 1, either.Token))
            {
                // Only the end is of interest.
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !context.Interrupted.IsCancellationRequested)
        {
            return RunStatus.Running;
        }

        return await following.StatusAsync(context.Interrupted);
    }
}
