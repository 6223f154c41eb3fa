using System.CommandLine;
using AlignmentLab.Core.Detection.Measure;
using AlignmentLab.Errors;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Composition;
using AlignmentLab.Host.Reproductions;
using AlignmentLab.Host.Terminal;
using AlignmentLab.Numerics;

[assembly: Subcommand<AlignmentLab.Host.Commands.DetectorsMeasureCommand>("detectors measure", 125)]

namespace AlignmentLab.Host.Commands;

/// <summary><c>alab detectors measure</c>.</summary>
internal sealed class DetectorsMeasureCommand() : Subcommand("Run experiments that game their reward and others that do not, and count what each detector finds.")
{
    private readonly Argument<string> _file = new("STUDY") { Description = "A study's file, such as experiments/studies/reward-gaming.yaml." };
    private readonly Option<string[]> _set = TypedOptions.Set("Change a path in all of its runs, such as seeds=2. May be given several times.");

    public override void Declare(Command command)
    {
        command.Add(_file);
        command.Add(_set);
    }

    public override async Task<int> RunAsync(CommandContext context)
    {
        var path = context.Get(_file)!;
        if (!File.Exists(path))
        {
            throw new InvalidInputException($"There is no file {path}. Give the path of a study, such as experiments/studies/reward-gaming.yaml.");
        }

        await using var lab = context.Open(LabUse.Create);
        var progress = new ReproductionMessages(context.Output, Path.GetFileNameWithoutExtension(path), context.Time);
        var report = await lab.Mediator.Send(
            new MeasureDetectors(await File.ReadAllTextAsync(path, context.Interrupted), path, context.Get(_set) ?? [], progress, context.Author), context.Interrupted);
        Write(context.Output, report);
        return 0;
    }

    private static void Write(Output output, DetectorReport report)
    {
        var experiments = new ResultTable("experiment", "learner", ">runs", ">return", ">hidden", "runs with a finding, by detector");
        foreach (var e in report.Experiments)
        {
            experiments.Row(
                e.Name, e.Gaming ? "games" : "honest", Figures.Count(e.Runs), Value(e.Return), Value(e.Hidden), string.Join(", ", e.Findings.Select(f => $"{f.Key} {f.Value}")));
        }

        var detectors = new ResultTable("detector", "AUROC", "gaming runs found", "false alarms", ">delay, of a run's events");
        foreach (var d in report.Detectors)
        {
            detectors.Row(d.Detector, $"{d.Auroc:0.00} [{d.AurocLow:0.00}, {d.AurocHigh:0.00}]", Share(d.Found), Share(d.FalseAlarms), d.Delay is { } delay ? $"{delay:0 %}" : "");
        }

        output.Table(experiments);
        output.Table(detectors);
        output.Line(report);
    }

    private static string Value(double? value) => value is { } number ? Figures.Number(number) : "";

    private static string Share(WilsonInterval share) => $"{share.Share:0.00} [{share.Low:0.00}, {share.High:0.00}] of {share.Count}";
}
