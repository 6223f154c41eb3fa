using System.CommandLine;
using AlignmentLab.Core.Rollouts;
using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Composition;
using AlignmentLab.Host.ResultLines;
using AlignmentLab.Host.Rollouts;
using AlignmentLab.Host.Terminal;

[assembly: Subcommand<AlignmentLab.Host.Commands.RolloutsListCommand>("rollouts list", 42)]

namespace AlignmentLab.Host.Commands;

/// <summary><c>alab rollouts list</c>.</summary>
internal sealed class RolloutsListCommand() : Subcommand("The rollouts and evaluations of a run, in the order recorded: who acted, what came of it, how far the expert agreed.")
{
    private const int Shown = 100;

    private readonly Argument<string> _run = TypedOptions.Run();
    private readonly Option<int?> _skip = TypedOptions.Count("--skip", "Leave out so many rollouts and evaluations at the beginning. Default: 0.", least: 0);
    private readonly Option<int?> _count = TypedOptions.Count("--count", $"Show so many of each, 1 to 500. Default: {Shown}.", least: 1, most: 500);

    public override bool WorksRemotely => true;

    public override void Declare(Command command)
    {
        command.Add(_run);
        command.Add(_skip);
        command.Add(_count);
    }

    public override async Task<int> RunAsync(CommandContext context)
    {
        await using var lab = context.Open(LabUse.Look);
        var run = await lab.Mediator.Send(new FindRun(context.Get(_run)), context.Interrupted);
        var (skip, count) = (context.Get(_skip) ?? 0, context.Get(_count) ?? Shown);
        var page = await lab.Mediator.Send(new ListRollouts(run, skip, count), context.Interrupted);
        foreach (var rollout in page.Rollouts)
        {
            context.Output.Line(rollout);
        }

        var evaluations = await lab.Mediator.Send(new ListEvaluations(run, skip, count), context.Interrupted);
        foreach (var evaluation in evaluations.Evaluations)
        {
            context.Output.Line(EvaluationLine.Of(evaluation));
        }

        context.Output.Line(new RolloutsEnd(page.Rollouts.Count, page.Total, evaluations.Total));
        if (page.Rollouts.Count == 0)
        {
            context.Output.Message(page.Total == 0 ? $"{run} has recorded no rollouts." : $"{run} has {Figures.Count(page.Total)} rollouts; none is left after the first {Figures.Count(skip)}.");
        }
        else
        {
            context.Output.Table(RolloutText.Table(page.Rollouts));
        }

        if (evaluations.Evaluations.Count > 0)
        {
            context.Output.Text($"\n{Figures.Count(evaluations.Total)} evaluations; watch one with `alab rollouts show {run} CALL --episode N`");
            context.Output.Table(RolloutText.Table(evaluations.Evaluations));
        }

        if (page.Rollouts.Count > 0 && skip + page.Rollouts.Count < page.Total)
        {
            context.Output.Message($"{Figures.Count(skip + 1)} to {Figures.Count(skip + page.Rollouts.Count)} of {Figures.Count(page.Total)}; the next ones: --skip {skip + page.Rollouts.Count}");
        }

        return 0;
    }
}
