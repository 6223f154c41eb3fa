using System.CommandLine;
using AlignmentLab.Core.Runs;
using AlignmentLab.Core.Runs.Cancel;
using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Composition;

[assembly: Subcommand<AlignmentLab.Host.Commands.CancelCommand>("cancel", 60)]

namespace AlignmentLab.Host.Commands;

/// <summary><c>alab cancel</c>.</summary>
internal sealed class CancelCommand() : Subcommand("Stop a run for good, whichever process works on it.")
{
    private readonly Argument<string> _run = TypedOptions.Run();

    public override void Declare(Command command) => command.Add(_run);

    public override async Task<int> RunAsync(CommandContext context)
    {
        await using var lab = context.Open(LabUse.Change);
        var run = await lab.Mediator.Send(new FindRun(context.Get(_run)), context.Interrupted);
        var status = await lab.Mediator.Send(new CancelRun(run, "cancelled at the command line"), context.Interrupted);
        context.Output.Line(new { Run = run, Status = status });
        context.Output.Text(status == RunStatus.Cancelled
            ? $"Cancelled {run}."
            : $"Asked the process that works on {run} to stop; `alab runs show {run}` tells when it has.");
        return 0;
    }
}
