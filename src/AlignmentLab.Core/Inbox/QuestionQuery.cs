using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Core.Artifacts;
using AlignmentLab.Core.Judges;
using AlignmentLab.Events;
using AlignmentLab.Questions;

namespace AlignmentLab.Core.Inbox;

/// <summary>A question that waits for an answer.</summary>
internal sealed record QuestionQuery(RunId Run, ulong Seed, RecordedEvent Asked, AskRequest Request, string Environment, QueryFold Answers)
    : PendingQuery(Run, Seed, Asked, Answers)
{
    private static readonly int[] One = [0];

    public override QueryKind Kind => QueryKind.Question;

    public override Type Effect => typeof(AskRequest);

    public override string Noun => "question";

    public override string Environment { get; } = Environment;

    public override string? Question => Request.Question.Text;

    public override int AnswersPerItem { get; } = JudgeAnswers.Of(Request.Judge);

    public override IReadOnlyList<int> Items => One;

    /// <summary>The options in the order in which an annotator is shown them; null where there are none.</summary>
    public int[]? OrderFor(string annotator) => ShownOrder.Of(Request.Question, Seed, Call, annotator);

    public override Task<object> OutcomeAsync(LabArtifacts artifacts, CancellationToken cancellationToken)
    {
        var said = Counting<QuestionAnswered>(0).ToList();
        var answer = Request.Question.Form is ChoiceForm ? Most(said.Select(s => s.Answer)) : said[0].Answer;
        return Task.FromResult<object>(new EffectOutcome<Answered>(new Answered(answer, [.. said.Select(s => new AnswerVote(s.Answer, s.Order))])));
    }
}
