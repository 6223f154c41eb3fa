using System.CommandLine;
using AlignmentLab.Algorithms;
using AlignmentLab.Core.Certificates;
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
    private const int Shown = 40;

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

    private readonly Option<string?> _certificate = new("--certificate")
    {
        HelpName = "FILE",
        Description = "Check this replay certificate alone, without a lab; with RUN also that this lab's run is the one it is about.",
    };

    public override string RemoteRemedy => "What a server says of itself is no check: `alab export RUN --output FILE` fetches a run with its proofs, and `alab verify --lab FILE --key KEY` checks it here.";

    public override void Declare(Command command)
    {
        command.Add(_run);
        command.Add(_certificate);
        command.Add(_checkpoint);
        command.Add(_key);
    }

    public override async Task<int> RunAsync(CommandContext context)
    {
        var checkpoint = context.Get(_checkpoint) is { } file ? SignedFiles.ReadText(file, "a signed checkpoint") : null;
        var key = SignedFiles.ReadPublicKey(context.Get(_key));
        if (context.Get(_certificate) is { } certificate)
        {
            return checkpoint is null ? await CheckAsync(context, certificate, key) : throw new InvalidInputException("--certificate is checked without a lab, --checkpoint with one: give one of them.");
        }

        await using var lab = context.Open(LabUse.Look);
        var run = context.Arguments.GetValue(_run) is { } name ? await lab.Mediator.Send(new FindRun(name), context.Interrupted) : (RunId?)null;
        var report = await lab.Mediator.Send(new VerifyLab(run, checkpoint, key), context.Interrupted);
        context.Output.Line(VerifyLine.Of(report));
        context.Output.Text(Describe(report, key is not null));
        foreach (var broken in report.Broken.Take(Shown))
        {
            context.Output.Text($"  {Place(broken)}: {broken.Reason}");
        }

        if (report.Broken.Count > Shown)
        {
            context.Output.Text($"  and {Figures.Count(report.Broken.Count - Shown)} more; --json lists them all");
        }

        return report.Intact ? 0 : 1;
    }

    private async Task<int> CheckAsync(CommandContext context, string path, ReadOnlyMemory<byte>? key)
    {
        var text = SignedFiles.ReadText(path, "a replay certificate");
        var name = context.Arguments.GetValue(_run);
        await using var lab = name is null ? Lab.None(context.Time) : context.Open(LabUse.Look);
        var run = name is null ? (RunId?)null : await lab.Mediator.Send(new FindRun(name), context.Interrupted);
        CheckedCertificate result;
        try
        {
            result = await lab.Mediator.Send(new CheckCertificate(text, key, run), context.Interrupted);
        }
        catch (InvalidInputException error)
        {
            throw new InvalidInputException($"{path}: {error.Message}", error);
        }

        context.Output.Line(CertificateLine.Of(result));
        context.Output.Table(CertificateText.Of(result));
        context.Output.Text(result.Faults.Count > 0 ? "Not to be believed:"
            : key is null ? $"Intact, by the key that it names itself: make sure that {result.Key} is whom you trust, or give --key."
            : "Intact, and signed by the given key.");
        foreach (var fault in result.Faults)
        {
            context.Output.Text($"  {fault}");
        }

        return result.Faults.Count == 0 ? 0 : 1;
    }

    private static string Describe(VerifyReport report, bool keyGiven)
    {
        var checkedWhat = $"{Figures.Count(report.Events)} events in {Figures.Count(report.Streams)} streams, {Figures.Count(report.Artifacts)} artifacts"
            + (report.Removed > 0 ? $" ({Figures.Count(report.Removed)} of them removed, as the log says)" : "");
        var log = report.Log is { } signed
            ? $"\nSigned: {Figures.Count(signed.Size)} heads under {Figures.Count(signed.Checkpoints)} checkpoints by {signed.Key}; "
              + (signed.Beyond == 0 ? "every event is covered." : $"{Figures.Count(signed.Beyond)} events are not covered yet.")
            : report.Imports == 0 ? "\nNothing is signed yet: a run's end signs, and `alab log checkpoint`." : "";
        return (report.Intact ? $"Intact: {checkedWhat}, every hash recomputed." : $"Broken: {report.Broken.Count} faults in {checkedWhat}.") + log
            + (report.Imports > 0 ? $"\nImported: {Figures.Count(report.Imports)} {(report.Imports == 1 ? "run" : "runs")}, checked by the proofs of the lab that made {(report.Imports == 1 ? "it" : "each")}{(keyGiven ? ", under the given key" : "")}." : "");
    }

    private static string Place(BrokenEvent broken) => string.Join(' ', new[]
    {
        broken.Stream?.Value,
        broken.Version is { } version ? $"version {version}" : null,
        broken.Position is { } position ? $"position {position}" : null,
    }.OfType<string>().DefaultIfEmpty("the log"));
}
