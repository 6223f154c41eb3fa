using System.CommandLine;
using System.Globalization;
using AlignmentLab.Core.Replay;
using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Errors;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Composition;
using AlignmentLab.Host.ResultLines;
using AlignmentLab.Host.Runs;

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
        "Carry out this share of the jobs again, drawn at random but the same ones each time. Default: 1, all.",
        "a number above 0 and at most 1",
        text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) && share is > 0 and <= 1 ? share : null);

    public override void Declare(Command command)
    {
        command.Add(_run);
        command.Add(_level);
        command.Add(_sample);
    }

    public override async Task<int> RunAsync(CommandContext context)
    {
        var level = context.Get(_level) ?? ReplayLevel.Effects;
        if (context.Get(_sample) is not null && level != ReplayLevel.Effects)
        {
            throw new InvalidInputException("--sample says how many jobs are carried out again, which --level effects alone does.");
        }

        await using var lab = context.Open(level == ReplayLevel.Log ? LabUse.Look : LabUse.Replay);
        var run = await lab.Mediator.Send(new FindRun(context.Get(_run)), context.Interrupted);
        var progress = new FractionProgress(context.Output, context.Time, "replaying");
        var report = await lab.Mediator.Send(new ReplayRun(run, level, context.Get(_sample) ?? 1, Progress: progress), context.Interrupted);
        context.Output.Line(ReplayLine.Of(report));
        context.Output.Text(Describe(report));
        return report.Identical ? 0 : 1;
    }

    private static string Describe(ReplayReport report) => report.Divergence is { } divergence
        ? $"Diverged: {report.Run} at version {divergence.Version}.\n  recorded: {divergence.Expected}\n  now:      {divergence.Actual}"
        : $"Identical: {report.Run}, {report.Effects} effects"
          + (report.Decisions is { } decisions ? $", {decisions} asked for again" : "")
          + (report.Repeated is { } repeated ? $", {repeated} jobs carried out again" : "")
          + (report.Ended ? "." : "; the run has not ended, and is compared as far as it has come.");
}
