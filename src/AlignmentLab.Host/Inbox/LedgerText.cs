using AlignmentLab.Core.Inbox;
using AlignmentLab.Host.Terminal;

namespace AlignmentLab.Host.Inbox;

/// <summary>What a run has asked people, on a terminal.</summary>
internal static class LedgerText
{
    public static void Write(Output output, QueryLedger ledger)
    {
        output.Line(ledger);
        output.Text($"{(ledger.Limit is { } limit ? $"May ask {Figures.Count(limit)}" : "No budget of expert queries is set")}, has asked {Figures.Count(ledger.Asked)}, answered {Figures.Count(ledger.Answered)}.");
        output.Text(ledger.MedianSeconds is null ? "How long answers took is not known." : $"Answers took {Seconds(ledger.Seconds)} in all, {Seconds(ledger.MedianSeconds)} each (median).");
        var table = new ResultTable("annotator", ">answers", ">left to others", ">median");
        foreach (var person in ledger.People)
        {
            table.Row(person.Name, Figures.Count(person.Answers), Figures.Count(person.Skips), Seconds(person.MedianSeconds));
        }

        if (ledger.People.Count > 0)
        {
            output.Table(table);
        }
    }

    private static string Seconds(double? seconds) => seconds is { } known ? $"{Figures.Number(Math.Round(known, 1))} s" : "";
}
