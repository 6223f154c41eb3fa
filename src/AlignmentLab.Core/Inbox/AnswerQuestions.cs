using AlignmentLab.Algorithms;
using AlignmentLab.Core.Judges;
using AlignmentLab.Core.Team;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Questions;
using MediatR;

namespace AlignmentLab.Core.Inbox;

/// <summary>
/// A question as one annotator is to see it: its options, and whoever argues for them, in an order drawn anew for each annotator,
/// and nothing of what others said before the annotator has answered.
/// </summary>
/// <param name="Asker">Who is to answer.</param>
public sealed record ShowQuestion(RunId Run, CallId Query, string Asker) : IRequest<ShownQuestion>, IAsked;

/// <param name="Question">In the order shown.</param>
/// <param name="AnswersWanted">How many people are to answer it.</param>
/// <param name="Missing">How many answers it still wants.</param>
/// <param name="Own">What the annotator answered, in the order shown; null: nothing yet.</param>
/// <param name="Others">What others answered, in the order shown; empty as long as the annotator has not answered.</param>
/// <param name="HasSkipped">The annotator has left it to others once.</param>
public sealed record ShownQuestion(
    OpenQuery Query, Question Question, int AnswersWanted, ItemStanding Standing, int Missing, Answer? Own, IReadOnlyList<GivenText> Others, bool HasSkipped);

/// <param name="Author">Who answered.</param>
public sealed record GivenText(string Author, Answer Answer);

/// <summary>Answers a question. Returns once it is stored; with the last one missing, the run has its answer.</summary>
/// <param name="Answer">A chosen option is one of the order that <see cref="ShowQuestion"/> shows the author.</param>
/// <exception cref="InvalidInputException">Nothing waits there, or the answer is not of the form asked for, or the author has answered.</exception>
public sealed record AnswerQuestion(RunId Run, CallId Query, Answer Answer, string Author, double? Seconds = null) : IRequest<OpenQuery>, IAuthored;

internal sealed class AnswerQuestionsHandlers(PendingQueries pending, AnswerDesk desk) : IRequestHandler<ShowQuestion, ShownQuestion>, IRequestHandler<AnswerQuestion, OpenQuery>
{
    public async Task<ShownQuestion> Handle(ShowQuestion request, CancellationToken cancellationToken)
    {
        var query = await pending.FindAsync<QuestionQuery>(request.Run, request.Query, cancellationToken);
        var order = query.OrderFor(request.Asker);
        var said = query.Answers.Answers(query.Call, 0);
        var own = said.FirstOrDefault(s => s.Author == request.Asker);
        return new ShownQuestion(
            query.Summary(request.Asker),
            ShownOrder.Shown(query.Request.Question, order),
            query.AnswersPerItem,
            query.StandingOf(0, request.Asker),
            query.Missing(0),
            own is null ? null : Shown(own, order),
            own is null ? [] : [.. said.Where(s => s != own).Select(s => new GivenText(s.Author, Shown(s, order)))],
            query.Answers.Skips(query.Call, 0).Any(s => s.Author == request.Asker));
    }

    public async Task<OpenQuery> Handle(AnswerQuestion request, CancellationToken cancellationToken)
    {
        var query = await pending.FindAsync<QuestionQuery>(request.Run, request.Query, cancellationToken);
        if (query.Request.Question.Form.FaultOf(request.Answer) is { } fault)
        {
            throw new InvalidInputException($"That is no answer to {query.Call}: {fault}.");
        }

        var order = query.OrderFor(request.Author);
        return await desk.AnswerAsync(query, new QuestionAnswered(query.Call, ShownOrder.Own(request.Answer, order), order, request.Seconds), request.Author, cancellationToken);
    }

    private static Answer Shown(Said said, int[]? order) => ShownOrder.Placed(((QuestionAnswered)said.Answer).Answer, order);
}
