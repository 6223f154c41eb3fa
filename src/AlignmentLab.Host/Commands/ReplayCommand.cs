using System.CommandLine;
using System.Globalization;
using System.Text;
using AlignmentLab.Algorithms;
using AlignmentLab.Core.Certificates;
using AlignmentLab.Core.Replay;
using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Core.Transparency;
using AlignmentLab.Errors;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Composition;
using AlignmentLab.Host.Differences;
using AlignmentLab.Host.ResultLines;
using AlignmentLab.Host.Runs;
using AlignmentLab.Host.Terminal;

[assembly: Subcommand<AlignmentLab.Host.Commands.ReplayCommand>("replay", 80)]

namespace AlignmentLab.Host.Commands;

/// <summary><c>alab replay</c>.</summary>
internal sealed class ReplayCommand() : Subcommand("Run a history again and compare, bit for bit.")
{
    private readonly Argument<string> _run = TypedOptions.Run();

    private readonly Option<ReplayLevel?> _level = TypedOptions.Of<ReplayLevel?>(
        "--level",
        "LEVEL",
        "log: the hashes; decisions: and what the algorithm asks for; effects (default): and the results of the jobs.",
        "log, decisions or effects",
        text => Enum.GetValues<ReplayLevel>().Cast<ReplayLevel?>().FirstOrDefault(l => string.Equals(l.ToString(), text, StringComparison.OrdinalIgnoreCase)));

    private readonly Option<double?> _sample = TypedOptions.Of<double?>(
        "--sample",
        "P",
        "Carry out this share of the jobs again, drawn at random, and tell what that proves. Default: 1, all.",
        "a number above 0 and at most 1",
        text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) && share is > 0 and <= 1 ? share : null);

    private readonly Option<ulong?> _sampleSeed = TypedOptions.Of<ulong?>(
        "--sample-seed",
        "N",
        "Draw the sample that an earlier replay named. Default: drawn at random, so that nobody knows beforehand which jobs are looked at.",
        "a whole number of 0 or more",
        text => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : null);

    private readonly Option<string?> _certificate = new("--certificate")
    {
        HelpName = "FILE",
        Description = "Write a signed certificate of what was found, which `alab verify --certificate FILE` checks anywhere.",
    };

    private readonly Option<bool> _record = new("--record") { Description = "Put the certificate on the run's record in this lab, where everybody sees it." };

    public override bool WorksRemotely => true;

    public override void Declare(Command command)
    {
        command.Add(_record);
        command.Add(_certificate);
        command.Add(_run);
        command.Add(_level);
        command.Add(_sample);
        command.Add(_sampleSeed);
    }

    public override async Task<int> RunAsync(CommandContext context)
    {
        var level = context.Get(_level) ?? ReplayLevel.Effects;
        if (context.Get(_sample) is not null && level != ReplayLevel.Effects)
        {
            throw new InvalidInputException("--sample says how many jobs are carried out again, which --level effects alone does.");
        }

        if (context.Get(_sampleSeed) is not null && context.Get(_sample) is null)
        {
            throw new InvalidInputException("--sample-seed says which jobs a sample has; give --sample too.");
        }

        if (context.Location.Server is not null && (context.Get(_certificate) is not null || context.Get(_record)))
        {
            throw new InvalidInputException("A certificate is signed with the lab's key, on the lab's own machine: leave --certificate and --record out, or go there.");
        }

        await using var lab = context.Open((level == ReplayLevel.Log ? LabUse.Look : LabUse.Replay) with { Writes = context.Get(_record) });
        var run = await lab.Mediator.Send(new FindRun(context.Get(_run)), context.Interrupted);
        var progress = new FractionProgress(context.Output, context.Time, "replaying");
        var report = await lab.Mediator.Send(new ReplayRun(run, level, context.Get(_sample), context.Get(_sampleSeed), progress, context.Location.Server is null ? null : context.Author), context.Interrupted);
        var certificate = context.Get(_certificate);
        if (certificate is not null || context.Get(_record))
        {
            var note = await lab.Mediator.Send(new IssueCertificate(report), context.Interrupted);
            await HandOnAsync(note, certificate, run, lab, context);
        }

        context.Output.Line(ReplayLine.Of(report) with { Certificate = certificate });
        context.Output.Text(string.Join('\n', Describe(report)));
        return report.Identical ? 0 : 1;
    }

    private async Task HandOnAsync(SignedNote note, string? file, RunId run, Lab lab, CommandContext context)
    {
        if (file is not null)
        {
            OutputFiles.Write(file, Encoding.UTF8.GetBytes(note.ToString()));
            context.Output.Message($"Wrote the certificate {file}, signed by {note.KeyName}.");
        }

        if (context.Get(_record))
        {
            await lab.Mediator.Send(new RecordCertificate(run, note.ToString(), context.Author), context.Interrupted);
            context.Output.Message($"The certificate is on the record of {run}.");
        }
    }

    private static IEnumerable<string> Describe(ReplayReport report)
    {
        yield return report.Divergence is { } divergence
            ? DivergenceText.Of(report.Run, divergence)
            : $"Identical: {report.Run}, {report.Effects} effects"
              + (report.Decisions is { } decisions ? $", {decisions} asked for again" : "")
              + (report.Repeated is { } repeated ? $", {repeated} jobs carried out again" : "")
              + (report.Ended ? "." : "; the run has not ended, and is compared as far as it has come.");
        if (report.Parent is { } parent)
        {
            yield return (parent.Compared
                    ? $"What it took over was compared with {parent.Run}"
                    : $"{parent.Run}, which it was forked from, is not in this lab: what it took over stands by its own hashes alone")
                + (report.Inherited is > 0 and var inherited ? $"; {Figures.Count(inherited)} jobs in it are left to that run's own replay." : ".");
        }

        if (report.FromLog is > 0 and var fromLog)
        {
            yield return $"{Figures.Count(fromLog)} results came from outside and were taken from the log: {string.Join(", ", report.Outside)}.";
        }

        if (report.Withheld is > 0 and var withheld)
        {
            yield return $"{Figures.Count(withheld)} jobs could not be carried out again: artifacts that they need were removed, as the log says.";
        }

        if (report.Sample is { } sample)
        {
            yield return SampleText.Of(sample);
        }
    }
}
