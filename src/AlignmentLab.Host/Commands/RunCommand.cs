using System.CommandLine;
using AlignmentLab.Core.Runs;
using AlignmentLab.Core.Runs.Submit;
using AlignmentLab.Host.Background;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Composition;
using AlignmentLab.Host.Remote;
using AlignmentLab.Host.Runs;

[assembly: Subcommand<AlignmentLab.Host.Commands.RunCommand>("run", 20)]

namespace AlignmentLab.Host.Commands;

/// <summary><c>alab run</c>.</summary>
internal sealed class RunCommand() : Subcommand("Run a spec: one run a seed and grid point.")
{
    private readonly Argument<string> _spec = new("SPEC") { HelpName = "SPEC", Description = "A spec: a YAML file such as experiments/dagger-cartpole.yaml." };
    private readonly Option<ulong?> _seed = TypedOptions.Seed("One seed instead of the spec's seeds.");
    private readonly Option<string[]> _set = TypedOptions.Set("Lay a value over the spec, such as options.rounds=5. May be given several times.");
    private readonly Option<bool> _detach = new("--detach") { Description = "Go on in a process of its own that outlives the terminal. A server's runs always do.", Arity = ArgumentArity.Zero };

    public override bool WorksRemotely => true;

    public override void Declare(Command command)
    {
        command.Add(_spec);
        command.Add(_seed);
        command.Add(_set);
        command.Add(_detach);
    }

    public override async Task<int> RunAsync(CommandContext context)
    {
        var (path, seed) = (context.Get(_spec), context.Get(_seed));
        var text = await SpecFile.ReadAsync(path, context.Interrupted);
        IReadOnlyList<SubmittedRun> runs;
        var monitor = new RunMonitor(context.Time);
        await using (var lab = context.Open(LabUse.Create, monitor.Register))
        {
            runs = await lab.Mediator.Send(new SubmitRuns(text, path, context.Get(_set) ?? [], seed, context.Author), context.Interrupted);
            if (context.Location.Server is not null)
            {
                return await RemoteRuns.StartAsync(context, lab, runs, context.Get(_detach));
            }

            if (!context.Get(_detach))
            {
                return await RunExecution.ExecuteAsync(context, lab, monitor, runs);
            }
        }

        return await DetachedRuns.StartAsync(context, [.. runs.Select(r => r.Run)]);
    }
}
