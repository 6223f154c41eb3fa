using System.CommandLine;
using AlignmentLab.Core.Retention;
using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Composition;
using AlignmentLab.Host.ResultLines;
using AlignmentLab.Host.Terminal;

[assembly: Subcommand<AlignmentLab.Host.Commands.ShredCommand>("shred", 111)]

namespace AlignmentLab.Host.Commands;

/// <summary><c>alab shred</c>.</summary>
internal sealed class ShredCommand() : Subcommand("Make artifacts of a run unreadable for ever, by destroying their keys; the log stays verifiable.")
{
    private readonly Argument<string> _run = TypedOptions.Run();

    private readonly Option<string?> _call = new("--call") { HelpName = "CALL", Description = "The artifacts that this call made, such as 3/label." };

    private readonly Option<Sha256?> _artifact = TypedOptions.Of<Sha256?>(
        "--artifact", "SHA256", "This artifact.", "64 hexadecimal digits", text => Sha256.TryParse(text, out var hash) ? hash : null);

    private readonly Option<bool> _all = new("--all") { Description = "Every artifact that the run made." };

    private readonly Option<string> _reason = new("--reason") { HelpName = "TEXT", Description = "Why; it goes on the log.", Required = true };

    public override void Declare(Command command)
    {
        command.Add(_run);
        command.Add(_call);
        command.Add(_artifact);
        command.Add(_all);
        command.Add(_reason);
    }

    public override async Task<int> RunAsync(CommandContext context)
    {
        var (call, artifact) = (context.Get(_call), context.Get(_artifact));
        if ((call is null ? 0 : 1) + (artifact is null ? 0 : 1) + (context.Get(_all) ? 1 : 0) != 1)
        {
            throw new InvalidInputException("Say what to remove by one of --call CALL, --artifact SHA256 and --all.");
        }

        await using var lab = context.Open(LabUse.Change);
        var run = await lab.Mediator.Send(new FindRun(context.Get(_run)), context.Interrupted);
        var removed = await lab.Mediator.Send(
            new RemoveArtifacts(run, call is null ? null : new CallId(call), artifact, context.Get(_reason)!, context.Author), context.Interrupted);
        context.Output.Line(new ShredLine(run, removed.Artifacts, removed.OtherRuns));
        context.Output.Text(
            $"Removed {Figures.Count(removed.Artifacts.Count)} artifacts of {run} ({Figures.Count(removed.Artifacts.Sum(a => a.Length))} bytes): their keys are destroyed, and the log says so."
            + (removed.OtherRuns.Count > 0 ? $" They were also those of {string.Join(", ", removed.OtherRuns)}." : ""));
        return 0;
    }
}
