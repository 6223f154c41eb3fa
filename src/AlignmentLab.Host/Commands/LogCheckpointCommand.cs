using System.CommandLine;
using AlignmentLab.Core.Transparency;
using AlignmentLab.Errors;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Composition;
using AlignmentLab.Host.ResultLines;

[assembly: Subcommand<AlignmentLab.Host.Commands.LogCheckpointCommand>("log checkpoint", 95)]

namespace AlignmentLab.Host.Commands;

/// <summary><c>alab log checkpoint</c>.</summary>
internal sealed class LogCheckpointCommand() : Subcommand("Sign the heads of all streams, and print the signed checkpoint to keep elsewhere.")
{
    public override void Declare(Command command)
    {
    }

    public override async Task<int> RunAsync(CommandContext context)
    {
        await using var lab = context.Open(LabUse.Change);
        var note = await lab.Mediator.Send(new SignLog(), context.Interrupted)
            ?? throw new InvalidInputException("The lab is empty: there is nothing to sign.");
        var checkpoint = LogCheckpoint.Parse(note.Text);
        context.Output.Line(new CheckpointLine(checkpoint.Origin, checkpoint.Size, checkpoint.Root, note.ToString()));
        context.Output.Text(note.ToString().TrimEnd('\n'));
        return 0;
    }
}
