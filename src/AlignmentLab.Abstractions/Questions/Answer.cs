using System.Text.Json.Serialization;

namespace AlignmentLab.Questions;

/// <summary>An answer to a <see cref="Question"/>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ChosenOption), "chosen")]
[JsonDerivedType(typeof(WrittenText), "text")]
[JsonDerivedType(typeof(Subquestions), "subquestions")]
public abstract record Answer;

/// <param name="Option">From 0.</param>
public sealed record ChosenOption(int Option) : Answer;

/// <param name="Text">Plain text, not empty.</param>
public sealed record WrittenText(string Text) : Answer;

/// <summary>The question is split up: these are to be answered first.</summary>
/// <param name="Questions">One at least.</param>
public sealed record Subquestions(IReadOnlyList<string> Questions) : Answer
{
    public bool Equals(Subquestions? other) => other is not null && Questions.SequenceEqual(other.Questions, StringComparer.Ordinal);

    public override int GetHashCode() => Questions.Count;
}
