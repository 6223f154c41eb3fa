using System.CommandLine;
using AlignmentLab.Core.Runs;
using AlignmentLab.Core.Runs.Pause;
using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Composition;
using AlignmentLab.Host.ResultLines;

[assembly: Subcommand<AlignmentLab.Host.Commands.PauseCommand>("pause", 58)]

namespace AlignmentLab.Host.Commands;

/// <summary><c>alab pause</c>.</summary>
internal sealed class PauseCommand() : Subcommand("Have a run laid down, whichever process works on it, until somebody resumes it.")
{
    private readonly Argument<string> _run = TypedOptions.Run();

    private readonly Option<string?> _reason = new("--reason") { HelpName = "TEXT", Description = "Why, for whoever finds it paused." };

    public override bool WorksRemotely => true;

    public override void Declare(Command command)
    {
        command.Add(_run);
        command.Add(_reason);
    }

    public override async Task<int> RunAsync(CommandContext context)
    {
        await using var lab = context.Open(LabUse.Change);
        var run = await lab.Mediator.Send(new FindRun(context.Get(_run)), context.Interrupted);
        var status = await lab.Mediator.Send(new PauseRun(run, context.Get(_reason) ?? "at the command line", context.Author), context.Interrupted);
        context.Output.Line(new StopLine(run, status, Requested: true));
        context.Output.Text(status == RunStatus.Paused
            ? $"Paused {run}; `alab resume {run}{context.Location.Option}` goes on."
            : $"Asked the process that works on {run} to lay it down; `alab runs show {run}{context.Location.Option}` tells when it has.");
        return 0;
    }
}
