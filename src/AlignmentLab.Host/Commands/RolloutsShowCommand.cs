using System.CommandLine;
using AlignmentLab.Core.Rollouts;
using AlignmentLab.Core.Runs.Show;
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

    public override bool WorksRemotely => true;

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
        var withPictures = context.Get(_pictures);
        var shown = await ReadAsync(context, lab, new ShowStates(
            run, new CallId(context.Get(_call)), context.Get(_episode) ?? 1, context.Get(_from) ?? 0, context.Get(_steps) ?? Shown, withPictures));
        foreach (var state in shown.States)
        {
            context.Output.Line(StepLine.Of(state));
        }

        context.Output.Line(ShownRolloutLine.Of(shown));
        context.Output.Table(RolloutText.Facts(shown));
        context.Output.Text("");
        context.Output.Table(RolloutText.Steps(shown.States, withPictures));
        if (shown.Replayed is { IsAsRecorded: false } differs)
        {
            context.Output.Message($"This is not the episode that was recorded: played again, it returns {Figures.Number(shown.Rollout.Return)}, and the log says {Figures.Number(differs.Recorded)}. Compare: alab replay {run} --level effects{context.Location.Option}");
        }

        if (shown.States[^1].State < shown.Rollout.Steps)
        {
            context.Output.Message($"States {shown.States[0].State} to {shown.States[^1].State} of {shown.Rollout.Steps}; the next ones: --from {shown.States[^1].State + 1}");
        }

        return 0;
    }

    // As many answers as it takes: one of them has a limit.
    private static async Task<ShownStates> ReadAsync(CommandContext context, Lab lab, ShowStates request)
    {
        var shown = await lab.Mediator.Send(request, context.Interrupted);
        while (shown.States.Count < request.Count && shown.States[^1].State < shown.Rollout.Steps)
        {
            var more = await lab.Mediator.Send(request with { From = shown.States[^1].State + 1, Count = request.Count - shown.States.Count }, context.Interrupted);
            shown = shown with { States = [.. shown.States, .. more.States] };
        }

        return shown;
    }
}
