using System.CommandLine;
using AlignmentLab.Core.Retention;
using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Composition;
using AlignmentLab.Host.ResultLines;

[assembly: Subcommand<AlignmentLab.Host.Commands.HoldCommand>("hold", 110)]

namespace AlignmentLab.Host.Commands;

/// <summary><c>alab hold</c>.</summary>
internal sealed class HoldCommand() : Subcommand("Forbid the removal of anything of a run, or allow it again.")
{
    private readonly Argument<string> _run = TypedOptions.Run();
    private readonly Option<bool> _release = new("--release") { Description = "Lift the hold." };
    private readonly Option<string?> _reason = new("--reason") { HelpName = "TEXT", Description = "Why; it goes on the log." };

    public override void Declare(Command command)
    {
        command.Add(_run);
        command.Add(_release);
        command.Add(_reason);
    }

    public override async Task<int> RunAsync(CommandContext context)
    {
        await using var lab = context.Open(LabUse.Change);
        var run = await lab.Mediator.Send(new FindRun(context.Get(_run)), context.Interrupted);
        var (release, reason) = (context.Get(_release), context.Get(_reason) ?? "");
        var changed = await lab.Mediator.Send<bool>(release ? new ReleaseRun(run, reason, context.Author) : new HoldRun(run, reason, context.Author), context.Interrupted);
        context.Output.Line(new HoldLine(run, !release, changed));
        context.Output.Text($"{run} is {(changed ? "" : "already ")}{(release ? "free: its artifacts may be removed" : "held: nothing of it can be removed")}.");
        return 0;
    }
}
