using System.CommandLine;
using AlignmentLab.Algorithms;
using AlignmentLab.Core.Runs;
using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Composition;
using AlignmentLab.Host.Runs;

[assembly: Subcommand<AlignmentLab.Host.Commands.ResumeCommand>("resume", 50)]

namespace AlignmentLab.Host.Commands;

/// <summary><c>alab resume</c>.</summary>
internal sealed class ResumeCommand() : Subcommand("Go on with runs after a crash, an interruption or a pause.")
{
    private readonly Argument<string[]> _runs = new("run")
    {
        HelpName = "RUN",
        Description = "Runs by name, or by a part of the name that no other run's name has.",
        Arity = ArgumentArity.OneOrMore,
    };

    public override void Declare(Command command) => command.Add(_runs);

    public override async Task<int> RunAsync(CommandContext context)
    {
        var monitor = new RunMonitor(context.Time);
        await using var lab = context.Open(LabUse.Work, monitor.Register);
        var runs = new List<(RunId, RunSubmitted)>();
        foreach (var name in context.Get(_runs))
        {
            var run = await lab.Mediator.Send(new FindRun(name), context.Interrupted);
            runs.Add((run, (await lab.Mediator.Send(new ShowRun(run), context.Interrupted)).Submitted));
        }

        return await RunExecution.ExecuteAsync(context, lab, monitor, [.. runs.Distinct()]);
    }
}
