using AlignmentLab.Core.Inbox;
using AlignmentLab.Host.Terminal;
using AlignmentLab.Questions;

namespace AlignmentLab.Host.Inbox;

/// <summary>Queries that wait for people, on a terminal.</summary>
internal static class QueryText
{
    private const int MostCharacters = 60;

    /// <summary>What a query asks, in a few words.</summary>
    public static string Asks(OpenQuery query) => query.Kind switch
    {
        QueryKind.Label => $"labels, {query.Environment}",
        QueryKind.Comparison => $"comparisons, {query.Environment}",
        _ => query.Question is { Length: > MostCharacters } text ? text[..MostCharacters] + "..." : query.Question ?? "",
    };

    /// <summary>States to label.</summary>
    public static void Write(Output output, ShownQuery shown)
    {
        output.Line(shown);
        var table = new ResultTable(">state", "observation", ">given", "answers");
        foreach (var state in shown.States)
        {
            table.Row(
                state.State.ToString(), Numbers(state.Observation), Figures.Count(state.Given),
                string.Join("; ", state.Answers.Select(a => $"{a.Author}: {Numbers(a.Action)}").Concat(state.Skips.Select(s => $"{s.Author} skipped: {s.Reason}"))));
        }

        output.Table(table);
        output.Text($"`alab answer RUN {shown.Query.Query} --state N --action JSON` answers.");
    }

    /// <summary>A pair to compare, step by step.</summary>
    public static void Write(Output output, ShownPairs shown)
    {
        output.Line(shown);
        var pair = shown.Shown;
        output.Text($"Pair {pair.Pair} of {shown.Standings.Count} ({pair.Standing.ToString().ToLowerInvariant()}). Open for you: {Listed(shown.Standings)}.\n");
        var table = new ResultTable(">step", "left: observation", "action", "right: observation", "action");
        for (var step = 0; step <= Math.Max(pair.Left.Actions.Count, pair.Right.Actions.Count); step++)
        {
            table.Row(step.ToString(), At(pair.Left.Observations, step), At(pair.Left.Actions, step), At(pair.Right.Observations, step), At(pair.Right.Actions, step));
        }

        output.Table(table);
        output.Text(pair.Own is { } own
            ? $"\nYou answered: {Word(own)}. {string.Join(", ", pair.Others.Select(o => $"{o.Author}: {Word(o.Preference)}"))}"
            : $"\n`alab answer RUN {shown.Query.Query} --pair {pair.Pair} --prefer left|right|equal|cannot-compare` answers.");
    }

    /// <summary>A question with what there is to read.</summary>
    public static void Write(Output output, ShownQuestion shown)
    {
        output.Line(shown);
        var question = shown.Question;
        foreach (var (depth, ancestor) in (question.Ancestors ?? []).Index())
        {
            output.Text($"{new string(' ', depth * 2)}{(depth == 0 ? "It serves to answer: " : "")}{ancestor}");
        }

        output.Text($"{question.Text}\n");
        foreach (var passage in question.Passages)
        {
            var heading = passage.ArguesFor is { } option ? $"[for position {option + 1}] " : passage.Heading is { } said ? $"[{said}] " : "";
            output.Text($"  {heading}{passage.Text}\n");
        }

        foreach (var (place, option) in question.Form is ChoiceForm choice ? choice.Options.Index() : [])
        {
            output.Text($"  {place + 1}. {option}");
        }

        output.Text(shown.Own is { } own
            ? $"\nYou answered: {Answer(own)}\n{string.Join("\n", shown.Others.Select(o => $"{o.Author} answered: {Answer(o.Answer)}"))}"
            : $"\n`alab answer RUN {shown.Query.Query} {How(question.Form)}` answers.");
    }

    /// <summary>A preference as `--prefer` takes it.</summary>
    public static string Word(Preference preference) => preference == Preference.CannotCompare ? "cannot-compare" : preference.ToString().ToLowerInvariant();

    private static string How(AnswerForm form) => form switch
    {
        ChoiceForm choice => $"--choose {(choice.Options.Count == 2 ? "1 or 2" : $"N, 1 to {choice.Options.Count},")}",
        DecomposableForm decomposable => $"--text TEXT, or --subquestion TEXT up to {decomposable.MostSubquestions} times,",
        _ => "--text TEXT",
    };

    private static string Answer(Answer answer) => answer switch
    {
        ChosenOption { Option: var option } => $"position {option + 1}",
        Subquestions { Questions: var questions } => "split up: " + string.Join(" / ", questions),
        WrittenText { Text: var text } => text,
        _ => "",
    };

    private static string Listed(IReadOnlyList<ItemStanding> standings)
    {
        var open = standings.Index().Where(s => s.Item == ItemStanding.Open).Select(s => s.Index).ToList();
        return open.Count == 0 ? "none" : string.Join(", ", open.Take(20)) + (open.Count > 20 ? $" and {open.Count - 20} more" : "");
    }

    private static string At(IReadOnlyList<double[]> rows, int step) => step < rows.Count ? Numbers(rows[step]) : "";

    private static string Numbers(IEnumerable<double> values) => string.Join(", ", values.Select(Figures.Number));
}
