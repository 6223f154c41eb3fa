using System.Text.Json.Serialization;

namespace AlignmentLab.Questions;

/// <summary>What an answer may be.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ChoiceForm), "choice")]
[JsonDerivedType(typeof(TextForm), "text")]
[JsonDerivedType(typeof(DecomposableForm), "text-or-subquestions")]
public abstract record AnswerForm
{
    /// <summary>Characters that a text or subquestion has at most.</summary>
    public const int MostCharacters = 20_000;

    /// <summary>Why an answer is not of this form, as the end of a sentence that names it; null where it is.</summary>
    public abstract string? FaultOf(Answer answer);

    private protected static string? TextFault(string text, string what) =>
        string.IsNullOrWhiteSpace(text) ? $"{what} is empty"
        : text.Length > MostCharacters ? $"{what} has {text.Length} characters, and may have {MostCharacters}"
        : null;
}

/// <summary>One of some options, such as the positions of a debate.</summary>
/// <param name="Options">Two at least.</param>
public sealed record ChoiceForm(IReadOnlyList<string> Options) : AnswerForm
{
    public override string? FaultOf(Answer answer) => answer is ChosenOption { Option: var option } && option >= 0 && option < Options.Count
        ? null
        : $"choose one of the {Options.Count} options";
}

/// <summary>A text.</summary>
public sealed record TextForm : AnswerForm
{
    public override string? FaultOf(Answer answer) => answer is WrittenText { Text: var text } ? TextFault(text, "the text") : "answer in a text";
}

/// <summary>A text, or subquestions whose answers would help to answer.</summary>
/// <param name="MostSubquestions">1 or more.</param>
public sealed record DecomposableForm(int MostSubquestions) : AnswerForm
{
    public override string? FaultOf(Answer answer) => answer switch
    {
        WrittenText { Text: var text } => TextFault(text, "the text"),
        Subquestions { Questions: { Count: > 0 } questions } when questions.Count <= MostSubquestions => questions.Select(q => TextFault(q, "a subquestion")).FirstOrDefault(f => f is not null),
        _ => $"answer in a text, or in 1 to {MostSubquestions} subquestions",
    };
}
