using System.CommandLine;
using AlignmentLab.Core.Runs;
using AlignmentLab.Core.Runs.Find;
using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Core.Runs.Submit;
using AlignmentLab.Errors;
using AlignmentLab.Host.Background;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Composition;
using AlignmentLab.Host.Remote;
using AlignmentLab.Host.ResultLines;
using AlignmentLab.Host.Runs;

[assembly: Subcommand<AlignmentLab.Host.Commands.ResumeCommand>("resume", 50)]

namespace AlignmentLab.Host.Commands;

/// <summary><c>alab resume</c>.</summary>
internal sealed class ResumeCommand() : Subcommand("Go on with runs after a crash, an interruption or a pause.")
{
    private readonly Argument<string[]> _runs = new("RUN")
    {
        HelpName = "RUN|SET",
        Description = "Runs by name, or run sets: the unfinished runs of each. A part of a name will do where no other name has it.",
        Arity = ArgumentArity.OneOrMore,
    };

    public override bool WorksRemotely => true;

    public override void Declare(Command command) => command.Add(_runs);

    public override async Task<int> RunAsync(CommandContext context)
    {
        var (order, ended, left) = await FindAsync(context);
        foreach (var run in ended)
        {
            context.Output.Message($"{run.Run.Run} has ended ({run.Result.Status.ToString().ToLowerInvariant()}); there is nothing to resume.");
            context.Output.Line(RunLine.Of(run.Result));
        }

        if (left.Count == 0 && ended.Count == 0)
        {
            throw new EnvironmentFailureException("Other processes are working on every run of it. Wait for them, or stop a run with `alab cancel RUN`.");
        }

        if (left.Count == 0)
        {
            RunReport.Write(context.Output, ended);
            return ended.All(r => r.Result.Status == RunStatus.Completed) ? 0 : 1;
        }

        var monitor = new RunMonitor(context.Time);
        await using var lab = context.Open(LabUse.Work, monitor.Register);
        return order is null
            ? await RemoteRuns.StartAsync(context, lab, left, detach: false, ended)
            : await RunExecution.ExecuteAsync(context, lab, monitor, left, ended, order);
    }

    // Looked for without a writable log, so that asking for what has ended changes nothing, not even on a read-only disk.
    private async Task<(ResumeOrder? Order, IReadOnlyList<EndedRun> Ended, IReadOnlyList<SubmittedRun> Left)> FindAsync(CommandContext context)
    {
        await using var lab = context.Open(LabUse.Look);

        // A server puts on its log itself who asked. What a background process is to do was asked for before it was there, and
        // stands on the log as well.
        var order = context.Location.Server is not null ? null
            : new ResumeOrder(context.Author, BackgroundProcess.IsThis ? null : await lab.Mediator.Send(new FindLogEnd(), context.Interrupted));
        var (ended, left) = (new List<EndedRun>(), new List<SubmittedRun>());
        foreach (var found in await FindAsync(context, lab))
        {
            var run = new SubmittedRun(found.Run, found.Definition);
            if (found.IsUnfinished)
            {
                left.Add(run);
            }
            else
            {
                ended.Add(new EndedRun(run, (await lab.Mediator.Send(new ShowRun(found.Run), context.Interrupted)).Result));
            }
        }

        return (order, ended, left);
    }

    private async Task<IReadOnlyList<FoundRun>> FindAsync(CommandContext context, Lab lab)
    {
        var found = new List<FoundRun>();
        foreach (var name in context.Get(_runs))
        {
            var named = await lab.Mediator.Send(new FindRuns(name), context.Interrupted);

            // A run that another process works on is in the way of one who names it, and none of the business of one who names its set.
            var elsewhere = named.Where(f => named.Count > 1 && f.Summary.Status == RunStatus.Running).ToList();
            elsewhere.ForEach(f => context.Output.Message($"Another process is working on {f.Run}; it is left alone."));
            found.AddRange(named.Except(elsewhere));
        }

        return [.. found.DistinctBy(f => f.Run)];
    }
}
