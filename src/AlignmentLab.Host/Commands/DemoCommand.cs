using AlignmentLab.Core.Incidents;
using AlignmentLab.Core.Replay;
using AlignmentLab.Core.Runs;
using AlignmentLab.Core.Runs.Submit;
using AlignmentLab.Core.Verify;
using AlignmentLab.Detection;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Composition;
using AlignmentLab.Host.Demo;
using AlignmentLab.Host.ResultLines;
using AlignmentLab.Host.Runs;
using AlignmentLab.Host.Terminal;

[assembly: Subcommand<AlignmentLab.Host.Commands.DemoCommand>("demo", 10)]

namespace AlignmentLab.Host.Commands;

/// <summary><c>alab demo</c>.</summary>
internal sealed class DemoCommand() : Subcommand("The guided tour: cloning and DAgger on equal labels, the incident, the replay.")
{
    public override async Task<int> RunAsync(CommandContext context)
    {
        var output = context.Output;
        var started = context.Time.GetTimestamp();
        var monitor = new RunMonitor(context.Time);
        await using var lab = context.Open(LabUse.Create, monitor.Register);
        output.Text($"The lab is {lab.Location.Directory}: every event of what follows is stored there.");

        output.Text("\n1. Behavioural cloning: train on states that the expert visits.");
        var cloning = await RunAsync(context, lab, monitor, DemoSpecs.Cloning);
        output.Text("\n2. DAgger: as many expert labels, on states that the learner visits.");
        var aggregation = await RunAsync(context, lab, monitor, DemoSpecs.Aggregation);
        Compare(output, cloning, aggregation);

        output.Text("\n3. What the detectors say of it.");
        var incidents = await ShowIncidentsAsync(context, lab, [.. cloning, .. aggregation]);

        output.Text("\n4. Replay: the algorithms decide again, and every job is carried out again, to the last bit.");
        var diverged = await ReplayAsync(context, lab, [.. cloning, .. aggregation]);

        output.Text("\n5. Verify: every hash of every event is computed again.");
        var verified = await lab.Mediator.Send(new VerifyLab(), context.Interrupted);
        output.Text($"   {(verified.Intact ? "Intact" : "BROKEN")}: {Figures.Count(verified.Events)} events in {Figures.Count(verified.Streams)} streams.");

        output.Line(new DemoLine([.. cloning.Concat(aggregation).Select(RunLine.Of)], incidents, diverged, verified.Intact));
        output.Text(NextSteps(aggregation[0], context.Location.Option, context.Time.GetElapsedTime(started)));
        return diverged == 0 && verified.Intact ? 0 : 1;
    }

    private static async Task<IReadOnlyList<RunResult>> RunAsync(CommandContext context, Lab lab, RunMonitor monitor, string spec)
    {
        var path = DemoSpecs.PathOf(spec);
        var runs = await lab.Mediator.Send(new SubmitRuns(await File.ReadAllTextAsync(path, context.Interrupted), path, [], Author: context.Author), context.Interrupted);
        monitor.Watch([.. runs.Select(r => r.Run)]);
        var results = await new RunSetWork(lab, monitor, context).ExecuteAsync(runs, context.Interrupted);
        context.Output.Text($"   {results.Count} runs, {Figures.Count(results.Sum(r => r.Events))} events: experiments/{spec}");
        return results;
    }

    private static void Compare(Output output, IReadOnlyList<RunResult> cloning, IReadOnlyList<RunResult> aggregation)
    {
        var table = new ResultTable("algorithm", ">labels", ">mean return", "95% interval", ">seeds");
        foreach (var (name, results) in (IEnumerable<(string, IReadOnlyList<RunResult>)>)[("behavioral-cloning", cloning), ("dagger", aggregation)])
        {
            var returns = Core.Statistics.ConfidenceInterval.Of([.. results.Select(r => r.Metrics["return"])]);
            table.Row(
                name,
                Figures.Number(results.Average(r => r.Metrics["labels"])),
                Figures.Number(returns.Mean),
                returns is { Low: { } low, High: { } high } ? $"[{Figures.Number(low)}, {Figures.Number(high)}]" : "",
                Figures.Count(results.Count));
        }

        output.Text("");
        output.Table(table);
    }

    private static async Task<int> ShowIncidentsAsync(CommandContext context, Lab lab, IReadOnlyList<RunResult> runs)
    {
        var incidents = new List<Incident>();
        foreach (var run in runs)
        {
            incidents.AddRange(await lab.Mediator.Send(new ListIncidents(run.Run), context.Interrupted));
        }

        if (incidents.Count == 0)
        {
            context.Output.Text("   No incident.");
            return 0;
        }

        var table = new ResultTable("incident", "run", ">findings", "worst", "latest", "kind");
        foreach (var incident in incidents)
        {
            table.Row(incident.Id.Value, incident.Run.Value, Figures.Count(incident.Findings), Name(incident.Severity), Name(incident.LatestSeverity), incident.Kind);
        }

        context.Output.Table(table);
        var first = incidents[0];
        context.Output.Text($"\n   {first.Id}, {first.Title}.\n   {first.Explanation}\n   It rests on versions {string.Join(", ", first.EvidenceVersions)} of {first.Run}.");
        return incidents.Count;
    }

    private static async Task<int> ReplayAsync(CommandContext context, Lab lab, IReadOnlyList<RunResult> runs)
    {
        var (diverged, effects, repeated) = (0, 0, 0);
        foreach (var run in runs)
        {
            var report = await lab.Mediator.Send(new ReplayRun(run.Run, ReplayLevel.Effects), context.Interrupted);
            (effects, repeated) = (effects + report.Effects, repeated + (report.Repeated ?? 0));
            if (report.Divergence is { } divergence)
            {
                diverged++;
                context.Output.Text($"   DIVERGED: {run.Run} at version {divergence.Version}\n   recorded: {divergence.Expected}\n   now:      {divergence.Actual}");
            }
        }

        context.Output.Text($"   {runs.Count - diverged} of {runs.Count} runs identical: {Figures.Count(effects)} effects asked for again, {Figures.Count(repeated)} jobs carried out again.");
        return diverged;
    }

    private static string Name(Severity severity) => severity.ToString().ToLowerInvariant();

    private static string NextSteps(RunResult run, string lab, TimeSpan took) => $"""

        Done in {Figures.Duration(took)}. To look further:
          alab serve --no-login{lab}    (the dashboard, at http://127.0.0.1:7410)
          alab runs list{lab}
          alab incidents list{lab}
          alab events {run.Run}{lab}
          alab replay {run.Run}{lab}
          alab run {ShellText.Quoted(DemoSpecs.PathOf(DemoSpecs.Aggregation))} --set options.labels=1000{lab}
        """;
}
