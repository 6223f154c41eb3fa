using System.CommandLine;
using System.Text;
using AlignmentLab.Algorithms;
using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Engines;
using AlignmentLab.Events;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Composition;
using AlignmentLab.Host.ResultLines;
using AlignmentLab.Host.Terminal;

[assembly: Subcommand<AlignmentLab.Host.Commands.EventsCommand>("events", 40)]

namespace AlignmentLab.Host.Commands;

/// <summary><c>alab events</c>.</summary>
internal sealed class EventsCommand() : Subcommand("The events of a run as they are.")
{
    private const int DataShown = 160;

    private static readonly HashSet<string> Endings = new(StringComparer.Ordinal) { "run-completed.v1", "run-failed.v1", "run-cancelled.v1" };

    private readonly Argument<string> _run = TypedOptions.Run();
    private readonly Option<string?> _type = new("--type") { HelpName = "TYPE", Description = "Only events of this type, with or without its version: label or labels-recorded.v1." };
    private readonly Option<long?> _from = TypedOptions.Version("--from", "Begin with this version. Default: 0.");
    private readonly Option<bool> _follow = new("--follow") { Description = "Go on with new events until the run ends.", Arity = ArgumentArity.Zero };

    public override void Declare(Command command)
    {
        command.Add(_run);
        command.Add(_type);
        command.Add(_from);
        command.Add(_follow);
    }

    public override async Task<int> RunAsync(CommandContext context)
    {
        await using var lab = context.Open(LabUse.Look);
        var run = await lab.Mediator.Send(new FindRun(context.Get(_run)), context.Interrupted);
        var type = context.Get(_type);
        var follows = context.Get(_follow) && !await HasEndedAsync(lab, run, context.Interrupted);
        var from = context.Get(_from) ?? 0;
        var events = follows
            ? lab.Events.SubscribeStreamAsync(run.Stream, from - 1, context.Interrupted)
            : lab.Events.ReadStreamAsync(run.Stream, ReadDirection.Forwards, from, cancellationToken: context.Interrupted);
        await foreach (var e in events)
        {
            if (type is null || IsOf(e.Type, type))
            {
                context.Output.Line(EventLine.Of(e));
                context.Output.Text(Describe(e));
            }

            if (follows)
            {
                context.Output.Flush();
                if (Endings.Contains(e.Type))
                {
                    break;
                }
            }
        }

        return 0;
    }

    private static async Task<bool> HasEndedAsync(Lab lab, RunId run, CancellationToken cancellationToken)
    {
        await foreach (var last in lab.Events.ReadStreamAsync(run.Stream, ReadDirection.Backwards, long.MaxValue, 1, cancellationToken))
        {
            return Endings.Contains(last.Type);
        }

        return false;
    }

    private static bool IsOf(string stored, string asked) => stored == asked || (stored.LastIndexOf(".v", StringComparison.Ordinal) is > 0 and var end && stored.AsSpan(0, end).SequenceEqual(asked));

    private static string Describe(RecordedEvent e) =>
        $"{e.Version,6}  {Figures.Time(e.RecordedAt)}  {e.Type,-28}  {e.Call?.Value ?? "-",-14}  {SafeText.Shortened(Encoding.UTF8.GetString(e.Data.Span), DataShown)}";
}
