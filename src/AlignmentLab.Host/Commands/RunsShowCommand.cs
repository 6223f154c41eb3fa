using System.CommandLine;
using System.Text.Json.Nodes;
using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Composition;
using AlignmentLab.Host.ResultLines;
using AlignmentLab.Host.Terminal;

[assembly: Subcommand<AlignmentLab.Host.Commands.RunsShowCommand>("runs show", 31)]

namespace AlignmentLab.Host.Commands;

/// <summary><c>alab runs show</c>.</summary>
internal sealed class RunsShowCommand() : Subcommand("One run's state, now or as of a version.")
{
    private readonly Argument<string> _run = TypedOptions.Run();
    private readonly Option<long?> _at = TypedOptions.Version("--at", "Show the state after this version of the run's stream. Default: the last.");

    public override bool WorksRemotely => true;

    public override void Declare(Command command)
    {
        command.Add(_run);
        command.Add(_at);
    }

    public override async Task<int> RunAsync(CommandContext context)
    {
        await using var lab = context.Open(LabUse.Look);
        var run = await lab.Mediator.Send(new FindRun(context.Get(_run)), context.Interrupted);
        var shown = await lab.Mediator.Send(new ShowRun(run, await lab.AsOfAsync(run, context.Get(_at), context.Interrupted)), context.Interrupted);
        context.Output.Line(ShownRunLine.Of(shown, context.Get(_at)));
        context.Output.Table(Describe(shown));
        if (shown.Contradictions.Count > 0)
        {
            context.Output.Message($"The run's end does not agree with its events, so it was altered: {string.Join("; ", shown.Contradictions)}. `alab verify {run}{context.Location.Option}` tells more.");
        }

        return 0;
    }

    private static ResultTable Describe(ShownRun shown)
    {
        var (result, submitted) = (shown.Result, shown.Submitted);
        var table = new ResultTable("run", result.Run.Value)
            .Row("status", result.Status.ToString().ToLowerInvariant() + (result.Reason is { } reason ? $": {reason}" : ""))
            .Row("forked from", submitted.Parent is { } parent ? $"{parent.Run} at version {parent.Version} ({Figures.Count(parent.Events)} events taken over)" : "none")
            .Row("algorithm", Named($"{submitted.Algorithm.Name} (version {submitted.Algorithm.Version})", submitted.Algorithm.Options))
            .Row("environment", Named(submitted.Environment.Name, submitted.Environment.Options))
            .Row("expert", submitted.Expert is { } expert ? Named(expert.Name, expert.Options) : "none")
            .Row("detectors", submitted.Detectors.Count > 0 ? string.Join("; ", submitted.Detectors.Select(d => Named(d.Name, d.Options))) : "none")
            .Row("seed", submitted.Seed.ToString())
            .Row("set", submitted.Set + (submitted.Overrides.Count > 0 ? $": {Figures.Options(submitted.Overrides)}" : ""))
            .Row("trainer", submitted.Trainer)
            .Row("plugins", string.Join(", ", submitted.Plugins.Select(p => $"{p.Id} {p.Version} ({Figures.Hash(p.AssemblyHash)})")))
            .Row("events", Figures.Count(result.Events))
            .Row("digest", result.Digest.ToString())
            .Row("root", result.Root.ToString())
            .Row("incidents", Figures.Count(result.Incidents));
        foreach (var (name, value) in result.Metrics)
        {
            table.Row(name, Figures.Number(value));
        }

        return table;
    }

    private static string Named(string name, JsonObject options) => options.Count > 0 ? $"{name}: {Figures.Options(options)}" : name;
}
