using AlignmentLab.Judges;
using AlignmentLab.Questions;

namespace AlignmentLab.Algorithms.Effects;

/// <summary>Asks a judge one question. It is one expert query.</summary>
[Effect("ask", "answer-requested.v1", "answer-recorded.v1")]
public sealed record AskRequest(JudgeRef Judge, Question Question) : Effect<Answered>, IExpertQueries
{
    long IExpertQueries.ExpertQueries => 1;

    bool IExpertQueries.AsksPeople => HumanJudge.Is(Judge);
}

/// <summary>What was answered.</summary>
/// <param name="Answer">The option that most votes chose (of equals, the one chosen first); otherwise the answer given first.</param>
/// <param name="Votes">One a judge asked, in the order given.</param>
public sealed record Answered(Answer Answer, IReadOnlyList<AnswerVote> Votes);

/// <param name="Answer">A chosen option is one of the question's own order, whatever the judge was shown.</param>
/// <param name="Order">
/// The options in the order in which the judge was shown them, drawn from the run's seed: by it position bias can be measured.
/// Null where there were none to choose among.
/// </param>
public sealed record AnswerVote(Answer Answer, IReadOnlyList<int>? Order)
{
    /// <summary>At which place, from 0, the chosen option was shown; null where none was chosen.</summary>
    public int? ShownAt() => Answer is ChosenOption { Option: var option } && Order is not null ? Order.Index().First(o => o.Item == option).Index : null;
}

public static class AskEffects
{
    /// <summary>A judge's answer to a question.</summary>
    public static Task<Answered> AskAsync(this IRunContext run, JudgeRef judge, Question question) => run.PerformAsync(new AskRequest(judge, question));
}
