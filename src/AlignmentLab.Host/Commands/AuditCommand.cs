using System.CommandLine;
using System.Globalization;
using AlignmentLab.Core.Audit;
using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Composition;
using AlignmentLab.Host.ResultLines;
using AlignmentLab.Host.Terminal;

[assembly: Subcommand<AlignmentLab.Host.Commands.AuditCommand>("audit", 105)]

namespace AlignmentLab.Host.Commands;

/// <summary><c>alab audit</c>.</summary>
internal sealed class AuditCommand() : Subcommand("Who did what, and when, the newest first.")
{
    private const int Page = 500;

    private readonly Option<string?> _person = new("--person") { HelpName = "NAME", Description = "Only what this person did." };

    private readonly Option<AuditKind?> _kind = TypedOptions.Of<AuditKind?>(
        "--kind", "KIND", $"Only acts of this kind: {Kinds}.", Kinds,
        text => Enum.GetValues<AuditKind>().Cast<AuditKind?>().FirstOrDefault(k => string.Equals(k.ToString(), text, StringComparison.OrdinalIgnoreCase)));

    private readonly Option<DateOnly?> _day = TypedOptions.Of<DateOnly?>(
        "--day", "DAY", "Only acts of this day, UTC.", "a day such as 2026-11-21",
        text => DateOnly.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null);

    private readonly Option<string?> _run = new("--run") { HelpName = "RUN", Description = "Only what was done with this run: its name, or a part of it that no other run's name has." };
    private readonly Option<long?> _before = TypedOptions.Position("--before", "Begin with the last act before this position of the log. Default: the newest.");

    private readonly Option<int?> _limit = TypedOptions.Of<int?>(
        "--limit", "N", "End after so many acts. Default: 100.", "a whole number of 1 or more",
        text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? count : null);

    private static string Kinds => string.Join(", ", Enum.GetNames<AuditKind>().Select(k => k.ToLowerInvariant()));

    public override bool WorksRemotely => true;

    public override void Declare(Command command)
    {
        foreach (var option in (Option[])[_person, _kind, _day, _run, _before, _limit])
        {
            command.Add(option);
        }
    }

    public override async Task<int> RunAsync(CommandContext context)
    {
        await using var lab = context.Open(LabUse.Look);
        var run = context.Get(_run) is { } name ? await lab.Mediator.Send(new FindRun(name), context.Interrupted) : (Algorithms.RunId?)null;
        var request = new PageAudit(context.Get(_person), context.Get(_kind), context.Get(_day), run, context.Get(_before));
        var (left, shown) = (context.Get(_limit) ?? 100, 0);
        do
        {
            var page = await lab.Mediator.Send(request with { Count = Math.Min(left, Page) }, context.Interrupted);
            foreach (var entry in page.Entries)
            {
                context.Output.Line(entry);
                context.Output.Text(Describe(entry));
            }

            (left, shown, request) = (left - page.Entries.Count, shown + page.Entries.Count, request with { Before = page.Next });
        }
        while (left > 0 && request.Before is not null);

        context.Output.Line(new ActsEnd(shown, request.Before));
        if (shown == 0)
        {
            context.Output.Message("Nobody has done anything of the kind.");
        }
        else if (request.Before is { } next)
        {
            context.Output.Message($"There may be older ones: --before {next}");
        }

        return 0;
    }

    private static string Describe(AuditEntry entry) =>
        $"{entry.Position,8}  {Figures.Time(entry.At)}  {entry.Person ?? "(not recorded)",-16}{(entry.IsImported ? " (in another lab)" : "")} {entry.Act}{(entry.Run is { } run ? $"  [{run}]" : "")}";
}
