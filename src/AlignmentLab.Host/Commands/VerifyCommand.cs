using System.CommandLine;
using AlignmentLab.Algorithms;
using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Core.Verify;
using AlignmentLab.Errors;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Composition;
using AlignmentLab.Host.ResultLines;
using AlignmentLab.Host.Signatures;
using AlignmentLab.Host.Terminal;

[assembly: Subcommand<AlignmentLab.Host.Commands.VerifyCommand>("verify", 90)]

namespace AlignmentLab.Host.Commands;

/// <summary><c>alab verify</c>.</summary>
internal sealed class VerifyCommand() : Subcommand("Check hashes, artifacts and signatures of the whole lab, or of one run, offline.")
{
    private readonly Argument<string?> _run = new("RUN")
    {
        HelpName = "RUN",
        Description = "Optional: a run's name, or a part of it that no other run's name has. Left out: everything in the lab.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _checkpoint = new("--checkpoint")
    {
        HelpName = "FILE",
        Description = "A signed checkpoint of this lab that was kept elsewhere (`alab log checkpoint`): the lab must still hold all that it covers.",
    };

    private readonly Option<string?> _key = new("--key")
    {
        HelpName = "FILE",
        Description = "The public key (PEM) to check signatures with. Default: the lab's own.",
    };

    public override void Declare(Command command)
    {
        command.Add(_run);
        command.Add(_checkpoint);
        command.Add(_key);
    }

    public override async Task<int> RunAsync(CommandContext context)
    {
        var checkpoint = context.Get(_checkpoint) is { } file ? SignedFiles.ReadText(file, "a signed checkpoint") : null;
        var key = context.Get(_key) is { } pem ? SignedFiles.ReadPublicKey(pem) : (ReadOnlyMemory<byte>?)null;
        await using var lab = context.Open(LabUse.Look);
        var run = context.Arguments.GetValue(_run) is { } name ? await lab.Mediator.Send(new FindRun(name), context.Interrupted) : (RunId?)null;
        var report = await lab.Mediator.Send(new VerifyLab(run, checkpoint, key), context.Interrupted);
        context.Output.Line(VerifyLine.Of(report));
        context.Output.Text(Describe(report));
        foreach (var broken in report.Broken)
        {
            context.Output.Text($"  {Place(broken)}: {broken.Reason}");
        }

        return report.Intact ? 0 : 1;
    }

    private static string Describe(VerifyReport report)
    {
        var checkedWhat = $"{Figures.Count(report.Events)} events in {Figures.Count(report.Streams)} streams, {Figures.Count(report.Artifacts)} artifacts"
            + (report.Removed > 0 ? $" ({Figures.Count(report.Removed)} of them removed, as the log says)" : "");
        var log = report.Log is { } signed
            ? $"\nSigned: {Figures.Count(signed.Size)} heads under {Figures.Count(signed.Checkpoints)} checkpoints by {signed.Key}; "
              + (signed.Beyond == 0 ? "every event is covered." : $"{Figures.Count(signed.Beyond)} events are not covered yet.")
            : report.Imports == 0 ? "\nNothing is signed yet: a run's end signs, and `alab log checkpoint`." : "";
        return (report.Intact ? $"Intact: {checkedWhat}, every hash recomputed." : $"Broken: {report.Broken.Count} faults in {checkedWhat}.") + log
            + (report.Imports > 0 ? $"\nImported: {Figures.Count(report.Imports)} runs, with the proofs of the labs that made them." : "");
    }

    private static string Place(BrokenEvent broken) => string.Join(' ', new[]
    {
        broken.Stream?.Value,
        broken.Version is { } version ? $"version {version}" : null,
        broken.Position is { } position ? $"position {position}" : null,
    }.OfType<string>().DefaultIfEmpty("the log"));
}
