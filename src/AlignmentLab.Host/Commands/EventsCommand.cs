using System.CommandLine;
using System.Text;
using AlignmentLab.Algorithms;
using AlignmentLab.Core.Plugins;
using AlignmentLab.Core.Runs;
using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Engines;
using AlignmentLab.Events;
using AlignmentLab.Errors;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Composition;
using AlignmentLab.Host.ResultLines;
using AlignmentLab.Host.Runs;
using AlignmentLab.Host.Terminal;

[assembly: Subcommand<AlignmentLab.Host.Commands.EventsCommand>("events", 40)]

namespace AlignmentLab.Host.Commands;

/// <summary><c>alab events</c>.</summary>
internal sealed class EventsCommand() : Subcommand("The events of a run as they are.")
{
    private const int DataShown = 160;

    /// <summary>Columns before the data.</summary>
    private const int Margin = 76;

    private readonly Argument<string> _run = TypedOptions.Run();
    private readonly Option<string?> _type = new("--type") { HelpName = "TYPE", Description = "Only events of this type, with or without its version: labels-recorded or labels-recorded.v1." };
    private readonly Option<long?> _from = TypedOptions.Version("--from", "Begin with this version. Default: 0.");
    private readonly Option<long?> _to = TypedOptions.Version("--to", "End with this version. Default: the last.");
    private readonly Option<bool> _follow = new("--follow") { Description = "Go on with new events until the run ends, or no process works on it.", Arity = ArgumentArity.Zero };

    public override bool WorksRemotely => true;

    public override void Declare(Command command)
    {
        command.Add(_run);
        command.Add(_type);
        command.Add(_from);
        command.Add(_to);
        command.Add(_follow);
    }

    public override async Task<int> RunAsync(CommandContext context)
    {
        if (context.Get(_follow) && context.Get(_to) is not null)
        {
            throw new InvalidInputException("--to ends with a version, and --follow goes on with new ones: give one of them.");
        }

        await using var lab = context.Open(LabUse.Look);
        var run = await lab.Mediator.Send(new FindRun(context.Get(_run)), context.Interrupted);
        var (type, from, follows) = (context.Get(_type), context.Get(_from) ?? 0, context.Get(_follow));
        var count = context.Get(_to) is { } to ? Math.Max(0, to - from + 1) : long.MaxValue;
        if (type is not null)
        {
            await CheckTypeAsync(lab, run, type, context.Interrupted);
        }

        var following = new RunFollowing(lab, run, context.Time);
        var events = follows
            ? following.FromAsync(from, context.Interrupted)
            : lab.Reader.ReadStreamAsync(run.Stream, ReadDirection.Forwards, from, count, context.Interrupted);
        var width = context.Output.Streams.ResultsAreShown && Console.BufferWidth > Margin + 20 ? Console.BufferWidth - Margin : DataShown;
        var written = 0L;
        await foreach (var e in events)
        {
            if (type is null || RunEventTypes.Matches(e.Type, type))
            {
                written++;
                context.Output.Line(EventLine.Of(e));
                context.Output.Text(Describe(e, width));
                if (follows)
                {
                    context.Output.Flush();
                }
            }
        }

        context.Output.Line(new EventsEnd(written));
        if (follows && await following.StatusAsync(context.Interrupted) is RunStatus.Interrupted or RunStatus.Paused or RunStatus.Submitted)
        {
            context.Output.Message($"No process is working on {run}, so nothing more will come. Go on with: alab resume {run}{context.Location.Option}");
        }
        else if (written == 0)
        {
            context.Output.Message($"{run} has no such event.");
        }

        return 0;
    }

    // A type of a plugin that is not loaded here is known by its events.
    private static async Task CheckTypeAsync(Lab lab, RunId run, string type, CancellationToken cancellationToken)
    {
        var known = RunEventTypes.All(lab.Plugins);
        if (known.Any(k => RunEventTypes.Matches(k, type)))
        {
            return;
        }

        var recorded = new SortedSet<string>(known, StringComparer.Ordinal);
        await foreach (var e in lab.Reader.ReadStreamAsync(run.Stream, ReadDirection.Forwards, 0, cancellationToken: cancellationToken))
        {
            if (RunEventTypes.Matches(e.Type, type))
            {
                return;
            }

            recorded.Add(e.Type);
        }

        var names = recorded.SelectMany(r => new[] { r, r[..r.LastIndexOf(".v", StringComparison.Ordinal)] });
        throw new InvalidInputException($"There is no event type '{type}'{NearestName.Suggestion(type, names)} There are: {string.Join(", ", recorded)}.");
    }

    private static string Describe(RecordedEvent e, int width) =>
        $"{e.Version,6}  {Figures.Time(e.RecordedAt)}  {e.Type,-28}  {e.Call?.Value ?? "-",-14}  {SafeText.Shortened(Encoding.UTF8.GetString(e.Data.Span), width)}";
}
