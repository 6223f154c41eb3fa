using System.CommandLine;
using AlignmentLab.Core.Provenance;
using AlignmentLab.Errors;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Composition;
using AlignmentLab.Host.Signatures;
using AlignmentLab.Host.Terminal;

[assembly: Subcommand<AlignmentLab.Host.Commands.ProvenanceCommand>("provenance", 92)]

namespace AlignmentLab.Host.Commands;

/// <summary><c>alab provenance</c>.</summary>
internal sealed class ProvenanceCommand() : Subcommand("Walk back from a checkpoint file to the labels that it was trained on.")
{
    private readonly Argument<string> _file = new("file")
    {
        HelpName = "FILE",
        Description = "A safetensors file, as `alab models export` writes it, or an artifact of the lab.",
    };

    private readonly Option<string?> _key = new("--key")
    {
        HelpName = "FILE",
        Description = "The public key (PEM) to check the file's signature with. Default: the lab's own.",
    };

    public override void Declare(Command command)
    {
        command.Add(_file);
        command.Add(_key);
    }

    public override async Task<int> RunAsync(CommandContext context)
    {
        var path = context.Get(_file);
        var content = SignedFiles.ReadBytes(path, "a checkpoint");
        var key = SignedFiles.ReadPublicKey(context.Get(_key));
        await using var lab = context.Open(LabUse.Look);
        ProvenanceReport report;
        try
        {
            report = await lab.Mediator.Send(new TraceProvenance(content, key), context.Interrupted);
        }
        catch (InvalidInputException error)
        {
            throw new InvalidInputException($"{path}: {error.Message}", error);
        }

        context.Output.Line(report);
        context.Output.Table(Describe(report));
        if (report.Labels.Count > 0)
        {
            context.Output.Table(Labels(report));
        }

        context.Output.Text(report.Faults.Count == 0 ? "Borne out by the log." : "Not borne out by the log:");
        foreach (var fault in report.Faults)
        {
            context.Output.Text($"  {fault}");
        }

        return report.Faults.Count == 0 ? 0 : 1;
    }

    private static ResultTable Describe(ProvenanceReport report) => new ResultTable("run", report.Run.Value)
        .Row("trained by", $"{report.Call}, recorded as version {report.Version} at {Figures.Time(report.TrainedAt)}")
        .Row("artifact", report.Artifact.ToString())
        .Row("dataset", report.Dataset?.ToString() ?? "none")
        .Row("signed by", report.SignedBy ?? "nobody: a bare artifact")
        .Row("rests on", $"{Figures.Count(report.Calls)} calls, {Figures.Count(report.Labels.Sum(l => l.Queries))} labels of {string.Join(", ", report.Labels.Select(l => l.Expert).Distinct().DefaultIfEmpty("nobody"))}");

    private static ResultTable Labels(ProvenanceReport report)
    {
        var table = new ResultTable("version", "call", "recorded at", "expert", "author", "queries", "states visited by", "trained on");
        foreach (var source in report.Labels)
        {
            table.Row(
                source.Version.ToString(), source.Call.Value, Figures.Time(source.At), source.Expert, source.Author,
                Figures.Count(source.Queries), source.VisitedBy ?? "unknown", source.Direct ? "directly" : "by a model before it");
        }

        return table;
    }
}
