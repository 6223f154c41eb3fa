using System.CommandLine;
using AlignmentLab.Algorithms;
using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Core.Verify;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Composition;
using AlignmentLab.Host.ResultLines;
using AlignmentLab.Host.Terminal;

[assembly: Subcommand<AlignmentLab.Host.Commands.VerifyCommand>("verify", 90)]

namespace AlignmentLab.Host.Commands;

/// <summary><c>alab verify</c>.</summary>
internal sealed class VerifyCommand() : Subcommand("Check the hash chains of the whole lab, or of one run, offline.")
{
    private readonly Argument<string?> _run = new("run")
    {
        HelpName = "RUN",
        Description = "A run's name, or a part of it that no other run's name has. Left out: every stream of the lab.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public override void Declare(Command command) => command.Add(_run);

    public override async Task<int> RunAsync(CommandContext context)
    {
        await using var lab = context.Open(LabUse.Look);
        var run = context.Arguments.GetValue(_run) is { } name ? await lab.Mediator.Send(new FindRun(name), context.Interrupted) : (RunId?)null;
        var report = await lab.Mediator.Send(new VerifyLab(run), context.Interrupted);
        context.Output.Line(VerifyLine.Of(report));
        context.Output.Text(report.Intact
            ? $"Intact: {Figures.Count(report.Events)} events in {Figures.Count(report.Streams)} streams, every hash recomputed."
            : $"Broken: {report.Broken.Count} of {Figures.Count(report.Streams)} streams ({Figures.Count(report.Events)} events).");
        foreach (var broken in report.Broken)
        {
            context.Output.Text($"  {broken.Stream} version {broken.Version}: {broken.Reason}");
        }

        return report.Intact ? 0 : 1;
    }
}
