using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Judges;
using AlignmentLab.Questions;
using FluentValidation;

namespace AlignmentLab.Amplification.Judges;

/// <summary>
/// Answers from a table: the first entry for the question whose answer is of the form asked for. An entry with subquestions stands
/// for a decomposition where one is allowed; its text answers where none is, or where the subquestions have been answered.
/// </summary>
internal sealed class AnswerTable(AnswerTableOptions options) : IScriptedAnswerer
{
    public Answer Answer(Question question, IDrawSource draws) =>
        options.Entries.Where(e => e.Question == question.Text).SelectMany(e => Answers(e, question)).FirstOrDefault(a => question.Form.FaultOf(a) is null)
        ?? throw new WorkFailedException($"The judge's table has no answer to '{question.Text}' in the form asked for; add an entry to its options.");

    private static IEnumerable<Answer> Answers(TableEntry entry, Question question)
    {
        if (entry.Subquestions.Count > 0)
        {
            yield return new Subquestions(entry.Subquestions);
        }

        if (entry.Text.Length > 0)
        {
            yield return new WrittenText(entry.Text);
            if (question.Form is ChoiceForm choice)
            {
                yield return new ChosenOption(choice.Options.ToList().IndexOf(entry.Text));
            }
        }
    }
}

/// <summary>Options of the judge <c>answer-table</c>.</summary>
public sealed record AnswerTableOptions
{
    /// <summary>Questions with their answers; of several for one question the first that fits is taken.</summary>
    public IReadOnlyList<TableEntry> Entries { get; init; } = [];
}

/// <summary>A question with its answer.</summary>
public sealed record TableEntry
{
    /// <summary>The question's text, exactly.</summary>
    public string Question { get; init; } = "";

    /// <summary>The answer, or the text of the option to choose.</summary>
    public string Text { get; init; } = "";

    /// <summary>What to ask first, where the question may be split up.</summary>
    public IReadOnlyList<string> Subquestions { get; init; } = [];
}

internal sealed class AnswerTableOptionsValidator : AbstractValidator<AnswerTableOptions>
{
    public AnswerTableOptionsValidator() => RuleForEach(o => o.Entries).Must(e => e.Question.Length > 0 && (e.Text.Length > 0 || e.Subquestions.Count > 0))
        .WithMessage("each entry needs a question, and a text or subquestions.");
}

internal sealed class AnswerTableFactory : IJudgeFactory
{
    public string Name => "answer-table";

    public string Description => "Answers questions from a table of texts and decompositions that the spec gives.";

    public Type OptionsType => typeof(AnswerTableOptions);

    public IScriptedJudge Create(object options) => new AnswerTable((AnswerTableOptions)options);
}
