using System.Text.Json;
using AlignmentLab.Algorithms;
using AlignmentLab.Core.Inbox;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Host.Signatures;
using AlignmentLab.Questions;
using MediatR;

namespace AlignmentLab.Host.Inbox;

/// <summary>Reads answers as people write them, on the command line or a line of JSON each.</summary>
/// <param name="Author">Who answers.</param>
internal sealed record AnswerLines(RunId Run, CallId Query, string Author)
{
    private const string Forms = """{"state":N,"action":JSON}, {"pair":N,"prefer":"left"}, {"choose":N}, {"text":"..."} or {"subquestions":["..."]}""";

    /// <summary>One a line that is not empty.</summary>
    /// <exception cref="InvalidInputException">A line is none of the forms; the message names it.</exception>
    public IReadOnlyList<IRequest<OpenQuery>> FromFile(string path) =>
        [.. SignedFiles.ReadText(path, "answers").Split('\n').Index().Where(l => l.Item.Trim().Length > 0).Select(l => FromLine($"{path}:{l.Index + 1}", l.Item))];

    public IRequest<OpenQuery> Label(int state, double[] action) => new LabelState(Run, Query, state, action, Author);

    /// <param name="preference">A word of <c>--prefer</c>.</param>
    public IRequest<OpenQuery> Compare(string place, int pair, string preference) =>
        Enum.GetValues<Preference>().Where(p => QueryText.Word(p) == preference).Cast<Preference?>().FirstOrDefault() is { } preferred
            ? new ComparePair(Run, Query, pair, preferred, Author)
            : throw new InvalidInputException($"{place}: prefer one of left, right, equal, cannot-compare, not '{preference}'.");

    /// <param name="number">From 1.</param>
    public IRequest<OpenQuery> Choose(int number) => Answer(new ChosenOption(number - 1));

    public IRequest<OpenQuery> Answer(Answer answer) => new AnswerQuestion(Run, Query, answer, Author);

    public IRequest<OpenQuery> Skip(int item, string reason) => new SkipState(Run, Query, item, reason, Author);

    public static double[] Action(string place, JsonElement action) => action.ValueKind switch
    {
        JsonValueKind.Number => [action.GetDouble()],
        JsonValueKind.Array when action.EnumerateArray().All(n => n.ValueKind == JsonValueKind.Number) => [.. action.EnumerateArray().Select(n => n.GetDouble())],
        _ => throw new InvalidInputException($"{place}: an action is a number or a list of numbers."),
    };

    public static JsonElement Parse(string place, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException error)
        {
            throw new InvalidInputException($"{place}: {error.Message}", error);
        }
    }

    private IRequest<OpenQuery> FromLine(string place, string text)
    {
        var line = Parse(place, text);
        if (line.ValueKind == JsonValueKind.Object)
        {
            if (Number(line, "state") is { } state && line.TryGetProperty("action", out var action))
            {
                return Label(state, Action(place, action));
            }

            if (Number(line, "pair") is { } pair && Text(line, "prefer") is { } preference)
            {
                return Compare(place, pair, preference);
            }

            if (Number(line, "choose") is { } number)
            {
                return Choose(number);
            }

            if (Text(line, "text") is { } written)
            {
                return Answer(new WrittenText(written));
            }

            if (line.TryGetProperty("subquestions", out var list) && list.ValueKind == JsonValueKind.Array && list.EnumerateArray().All(q => q.ValueKind == JsonValueKind.String))
            {
                return Answer(new Subquestions([.. list.EnumerateArray().Select(q => q.GetString()!)]));
            }
        }

        throw new InvalidInputException($"{place}: expected {Forms}.");
    }

    private static int? Number(JsonElement line, string name) =>
        line.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;

    private static string? Text(JsonElement line, string name) =>
        line.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
