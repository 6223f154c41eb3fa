using AlignmentLab.Judges;
using FluentValidation;

namespace AlignmentLab.Debate.JudgedDebates;

/// <summary>What a judge reads beside a question.</summary>
public enum DebateCondition
{
    /// <summary>The question and the two positions alone.</summary>
    NoArguments,

    /// <summary>The arguments for one position, drawn at random: the correct one in half of the questions on average.</summary>
    Consultancy,

    /// <summary>The arguments for both.</summary>
    Debate,
}

/// <summary>Which questions are put under which conditions.</summary>
public enum DebateDesign
{
    /// <summary>Each question under one condition, drawn at random with equal numbers: no judge meets a question twice.</summary>
    OneEach,

    /// <summary>Each question under every condition, in the order of the conditions: for judges that remember nothing.</summary>
    Crossed,
}

/// <summary>Options of <see cref="JudgedDebate"/>.</summary>
public sealed record JudgedDebateOptions
{
    /// <summary>The questions with their positions and arguments, one at least.</summary>
    public IReadOnlyList<DebateQuestion> Questions { get; init; } = [];

    /// <summary>What judges read, each at most once.</summary>
    public IReadOnlyList<DebateCondition> Conditions { get; init; } = [DebateCondition.NoArguments, DebateCondition.Consultancy, DebateCondition.Debate];

    /// <summary>Which questions are put under which conditions.</summary>
    public DebateDesign Design { get; init; }

    /// <summary>Who judges: <c>human</c>, or a scripted judge that chooses.</summary>
    public JudgeRef Judge { get; init; } = JudgeRef.Of(HumanJudge.Name);
}

/// <summary>A question with two positions, and what was said for each.</summary>
public sealed record DebateQuestion
{
    /// <summary>The question's text.</summary>
    public string Question { get; init; } = "";

    /// <summary>The two answers that are argued for.</summary>
    public IReadOnlyList<string> Positions { get; init; } = [];

    /// <summary>Which of the positions is correct, 1 or 2. It is kept from judges.</summary>
    public int Correct { get; init; }

    /// <summary>The transcript, in the order in which it was given.</summary>
    public IReadOnlyList<DebateArgument> Arguments { get; init; } = [];
}

/// <summary>What was said for a position.</summary>
public sealed record DebateArgument
{
    /// <summary>For which position, 1 or 2.</summary>
    public int For { get; init; }

    /// <summary>The turn, 1 or more; arguments of one turn were written without sight of each other.</summary>
    public int Turn { get; init; } = 1;

    /// <summary>What was said.</summary>
    public string Text { get; init; } = "";
}

internal sealed class JudgedDebateOptionsValidator : AbstractValidator<JudgedDebateOptions>
{
    public JudgedDebateOptionsValidator()
    {
        RuleFor(o => o.Questions).NotEmpty().WithMessage("give one question at least.");
        RuleFor(o => o.Conditions).Must(c => c.Count > 0 && c.Distinct().Count() == c.Count).WithMessage("name one condition at least, and none twice.");
        RuleForEach(o => o.Questions).Must(q => q.Question.Length > 0 && q.Positions.Count == 2 && q.Positions.All(p => p.Length > 0) && q.Positions[0] != q.Positions[1])
            .WithMessage("each needs a text and two different positions.");
        RuleForEach(o => o.Questions).Must(q => q.Correct is 1 or 2).WithMessage("say which position is correct: 1 or 2.");
        RuleForEach(o => o.Questions).Must(q => q.Arguments.All(a => a.For is 1 or 2 && a.Turn >= 1 && a.Text.Length > 0))
            .WithMessage("each argument needs a text, a position that it is for (1 or 2) and a turn of 1 or more.");
        RuleForEach(o => o.Questions).Must((o, q) => o.Conditions.All(c => c == DebateCondition.NoArguments) || q.Arguments.Select(a => a.For).Distinct().Count() == 2)
            .WithMessage("debate and consultancy need arguments for both positions.");
    }
}
