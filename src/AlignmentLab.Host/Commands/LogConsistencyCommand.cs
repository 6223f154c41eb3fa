using System.CommandLine;
using AlignmentLab.Core.Transparency;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Composition;
using AlignmentLab.Host.Signatures;
using AlignmentLab.Host.Terminal;

[assembly: Subcommand<AlignmentLab.Host.Commands.LogConsistencyCommand>("log consistency", 98)]

namespace AlignmentLab.Host.Commands;

/// <summary><c>alab log consistency</c>.</summary>
internal sealed class LogConsistencyCommand() : Subcommand("Prove that the last checkpoint's tree begins with an earlier one's (RFC 9162 consistency proof).")
{
    private readonly Argument<string> _file = new("file") { HelpName = "FILE", Description = "An earlier signed checkpoint of this lab." };

    public override void Declare(Command command) => command.Add(_file);

    public override async Task<int> RunAsync(CommandContext context)
    {
        var earlier = SignedFiles.ReadText(context.Get(_file), "a signed checkpoint");
        await using var lab = context.Open(LabUse.Look);
        var proof = await lab.Mediator.Send(new ProveConsistency(earlier), context.Interrupted);
        context.Output.Line(proof);
        var (first, second) = (LogCheckpoint.Parse(SignedNote.Parse(proof.Earlier).Text), LogCheckpoint.Parse(SignedNote.Parse(proof.Later).Text));
        var table = new ResultTable("earlier", $"{first.Size} leaves, root {first.Root}").Row("later", $"{second.Size} leaves, root {second.Root}");
        foreach (var (level, hash) in proof.Path.Index())
        {
            table.Row($"path {level + 1}", hash.ToString());
        }

        context.Output.Table(table);
        context.Output.Text("Consistent: nothing was taken back between the two.");
        return 0;
    }
}
