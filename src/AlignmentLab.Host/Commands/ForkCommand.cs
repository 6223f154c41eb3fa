using System.CommandLine;
using AlignmentLab.Core.Forks;
using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Core.Runs.Submit;
using AlignmentLab.Host.Background;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Composition;
using AlignmentLab.Host.Differences;
using AlignmentLab.Host.Remote;
using AlignmentLab.Host.Runs;

[assembly: Subcommand<AlignmentLab.Host.Commands.ForkCommand>("fork", 70)]

namespace AlignmentLab.Host.Commands;

/// <summary><c>alab fork</c>.</summary>
internal sealed class ForkCommand() : Subcommand("Run a counterfactual: the same past up to a version, then something swapped.")
{
    private readonly Argument<string> _run = TypedOptions.Run();
    private readonly Option<long?> _at = TypedOptions.Version("--at", "The last version of the run's stream that the fork takes over; `alab events RUN` shows them.");
    private readonly Option<string[]> _set = TypedOptions.Set("Swap a part of the run's definition, such as expert.options.x=1, options.learner.epochs=5 or seed=7. May be given several times.");
    private readonly Option<string?> _name = new("--name") { HelpName = "NAME", Description = "The first part of the fork's name. Default: the run's." };
    private readonly Option<bool> _detach = new("--detach") { Description = "Go on in a process of its own that outlives the terminal.", Arity = ArgumentArity.Zero };

    public override bool WorksRemotely => true;

    public override void Declare(Command command)
    {
        _at.Required = true;
        command.Add(_run);
        command.Add(_at);
        command.Add(_set);
        command.Add(_name);
        command.Add(_detach);
    }

    public override async Task<int> RunAsync(CommandContext context)
    {
        SubmittedFork fork;
        var monitor = new RunMonitor(context.Time);
        await using (var lab = context.Open(LabUse.Work, monitor.Register))
        {
            var parent = await lab.Mediator.Send(new FindRun(context.Get(_run)), context.Interrupted);
            fork = await lab.Mediator.Send(new SubmitFork(parent, context.Get(_at)!.Value, context.Get(_set) ?? [], context.Get(_name), context.Author), context.Interrupted);
            context.Output.Message($"Fork of {parent} at version {fork.Definition.Parent!.Version}: " + (fork.Swapped.Count > 0
                ? "swapped\n" + FieldText.Of(fork.Swapped, "  ")
                : "nothing is swapped, so it must come to the same digest."));
            if (context.Location.Server is not null)
            {
                return await RemoteRuns.StartAsync(context, lab, [new SubmittedRun(fork.Run, fork.Definition)], context.Get(_detach));
            }

            if (!context.Get(_detach))
            {
                return await RunExecution.ExecuteAsync(context, lab, monitor, [new SubmittedRun(fork.Run, fork.Definition)]);
            }
        }

        return await DetachedRuns.StartAsync(context, [fork.Run]);
    }
}
