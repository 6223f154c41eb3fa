using AlignmentLab.Judges;
using FluentValidation;

namespace AlignmentLab.Amplification.FactoredCognition;

/// <summary>Options of <see cref="FactoredAnswer"/>.</summary>
public sealed record FactoredAnswerOptions
{
    /// <summary>What is to be answered.</summary>
    public string Question { get; init; } = "";

    /// <summary>Texts that whoever answers the question reads beside it; subquestions are answered without them.</summary>
    public IReadOnlyList<string> Passages { get; init; } = [];

    /// <summary>Who answers or splits up: <c>human</c>, or a scripted judge such as <c>answer-table</c>.</summary>
    public JudgeRef Answerer { get; init; } = JudgeRef.Of(HumanJudge.Name);

    /// <summary>How deep subquestions may lie below the question, 0 to 10; 0 is no decomposition.</summary>
    public int Depth { get; init; } = 3;

    /// <summary>Subquestions of one question, 1 to 20.</summary>
    public int MostSubquestions { get; init; } = 5;

    /// <summary>
    /// Queries in all, 1 to 10,000: each question is one, and one more where the answers to its subquestions are put together. A
    /// question that is split up divides what is left evenly, so that subquestions can be answered at the same time.
    /// </summary>
    public int MostQueries { get; init; } = 30;

    /// <summary>Show whoever answers a subquestion the questions that it serves; else they see it alone, as in Ought's experiments.</summary>
    public bool ShowAncestors { get; init; } = true;
}

internal sealed class FactoredAnswerOptionsValidator : AbstractValidator<FactoredAnswerOptions>
{
    public FactoredAnswerOptionsValidator()
    {
        RuleFor(o => o.Question).NotEmpty().WithMessage("write the question that is to be answered.");
        RuleFor(o => o.Depth).InclusiveBetween(0, 10).WithMessage("must be 0 to 10, not {PropertyValue}.");
        RuleFor(o => o.MostSubquestions).InclusiveBetween(1, 20).WithMessage("must be 1 to 20, not {PropertyValue}.");
        RuleFor(o => o.MostQueries).InclusiveBetween(1, 10_000).WithMessage("must be 1 to 10000, not {PropertyValue}.");
    }
}
