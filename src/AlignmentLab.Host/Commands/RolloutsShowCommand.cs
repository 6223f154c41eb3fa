using System.CommandLine;
using AlignmentLab.Core.Rollouts;
using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Composition;
using AlignmentLab.Host.ResultLines;
using AlignmentLab.Host.Rollouts;
using AlignmentLab.Host.Terminal;

[assembly: Subcommand<AlignmentLab.Host.Commands.RolloutsShowCommand>("rollouts show", 43)]

namespace AlignmentLab.Host.Commands;

/// <summary><c>alab rollouts show</c>.</summary>
internal sealed class RolloutsShowCommand() : Subcommand("One rollout, or one episode of an evaluation, state by state: what the policy saw and did, what experts would have done, what it brought.")
{
    private const int Shown = 50;

    private readonly Argument<string> _run = TypedOptions.Run();
    private readonly Argument<string> _call = new("CALL") { HelpName = "CALL", Description = "The call id of a rollout or an evaluation, such as 3/rollout." };
    private readonly Option<int?> _episode = TypedOptions.Count("--episode", "Which episode of an evaluation. Default: 1. It is played again from the run's seed. A rollout is one episode.", least: 1);
    private readonly Option<int?> _from = TypedOptions.Count("--from", "Begin with this state. Default: 0.", least: 0);
    private readonly Option<int?> _steps = TypedOptions.Count("--steps", $"Show so many states. Default: {Shown}.", least: 1);
    private readonly Option<bool> _pictures = new("--pictures") { Description = "Show what the environment says that each state looks like.", Arity = ArgumentArity.Zero };

    public override void Declare(Command command)
    {
        command.Add(_run);
        command.Add(_call);
        command.Add(_episode);
        command.Add(_from);
        command.Add(_steps);
        command.Add(_pictures);
    }

    public override async Task<int> RunAsync(CommandContext context)
    {
        await using var lab = context.Open(LabUse.Replay);
        var run = await lab.Mediator.Send(new FindRun(context.Get(_run)), context.Interrupted);
        var shown = await lab.Mediator.Send(new ShowRollout(run, new CallId(context.Get(_call)), context.Get(_episode) ?? 1), context.Interrupted);
        var from = context.Get(_from) ?? 0;
        if (from > shown.Episode.Steps)
        {
            throw new InvalidInputException($"{shown.Summary.Call} has states 0 to {shown.Episode.Steps}, not {from}.");
        }

        var states = Enumerable.Range(from, Math.Min(context.Get(_steps) ?? Shown, shown.Episode.Steps + 1 - from)).ToList();
        var withPictures = context.Get(_pictures);
        foreach (var state in states)
        {
            context.Output.Line(StepLine.Of(shown.Episode, state, withPictures));
        }

        context.Output.Line(ShownRolloutLine.Of(shown));
        context.Output.Table(RolloutText.Facts(shown));
        context.Output.Text("");
        context.Output.Table(RolloutText.Steps(shown.Episode, states, withPictures));
        if (shown.Replayed is { IsAsRecorded: false } differs)
        {
            context.Output.Message($"This is not the episode that was recorded: played again, it returns {Figures.Number(shown.Summary.Return)}, and the log says {Figures.Number(differs.Recorded)}. Compare: alab replay {run} --level effects");
        }

        if (states[^1] < shown.Episode.Steps)
        {
            context.Output.Message($"States {states[0]} to {states[^1]} of {shown.Episode.Steps}; the next ones: --from {states[^1] + 1}");
        }

        return 0;
    }
}
