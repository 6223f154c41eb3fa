using System.CommandLine;
using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Core.Transparency;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Composition;
using AlignmentLab.Host.Terminal;

[assembly: Subcommand<AlignmentLab.Host.Commands.LogProveCommand>("log prove", 97)]

namespace AlignmentLab.Host.Commands;

/// <summary><c>alab log prove</c>.</summary>
internal sealed class LogProveCommand() : Subcommand("Prove that the signed log holds a run's stream (RFC 9162 inclusion proof).")
{
    private readonly Argument<string> _run = TypedOptions.Run();
    private readonly Option<long?> _version = TypedOptions.Version("--at", "The first entered head that covers this version. Default: the last entered head.");

    public override void Declare(Command command)
    {
        command.Add(_run);
        command.Add(_version);
    }

    public override async Task<int> RunAsync(CommandContext context)
    {
        await using var lab = context.Open(LabUse.Look);
        var run = await lab.Mediator.Send(new FindRun(context.Get(_run)), context.Interrupted);
        var proof = await lab.Mediator.Send(new ProveHead(run.Stream, context.Get(_version)), context.Interrupted);
        context.Output.Line(proof);
        var table = new ResultTable("head", $"{proof.Head.Stream} version {proof.Head.Version}")
            .Row("root of the stream", proof.Head.Root.ToString())
            .Row("leaf", $"{proof.Leaf}, hash {proof.Head.LeafHash()}");
        foreach (var (level, hash) in proof.Path.Index())
        {
            table.Row($"path {level + 1}", hash.ToString());
        }

        context.Output.Table(table);
        context.Output.Text(proof.Checkpoint.TrimEnd('\n'));
        return 0;
    }
}
