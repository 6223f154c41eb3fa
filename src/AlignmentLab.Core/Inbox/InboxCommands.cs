using AlignmentLab.Algorithms;
using AlignmentLab.Core.Team;
using AlignmentLab.Environments;
using AlignmentLab.Events;
using MediatR;

namespace AlignmentLab.Core.Inbox;

/// <summary>The queries that wait for people, the oldest first.</summary>
/// <param name="Run">Of this run; null: of every run that has not ended.</param>
/// <param name="Annotator">Whose share of them is counted; null: nobody's.</param>
public sealed record ListQueries(RunId? Run = null, string? Annotator = null) : IRequest<IReadOnlyList<OpenQuery>>;

/// <summary>What a query asks of people.</summary>
public enum QueryKind
{
    /// <summary>What they would do in states of a rollout.</summary>
    Label,

    /// <summary>Which of two fragments is better, pair by pair.</summary>
    Comparison,

    /// <summary>One question.</summary>
    Question,
}

/// <summary>A query that waits for people.</summary>
/// <param name="Query">The call that asks.</param>
/// <param name="Environment">Where rollouts that it is about were made.</param>
/// <param name="States">How many states or pairs it asks about; 1 for a question.</param>
/// <param name="Answered">Of these, how many have as many answers as the run wants.</param>
/// <param name="Question">The question's text; null for the other kinds.</param>
/// <param name="Incident">The incident that asks, about states of its evidence; null: the run itself does.</param>
/// <param name="Yours">Of these, how many still wait for the annotator asked about; null where none was.</param>
public sealed record OpenQuery(
    RunId Run, CallId Query, DateTimeOffset AskedAt, string Environment, int States, int Answered, QueryKind Kind = QueryKind.Label, string? Question = null, int? Yours = null,
    string? Incident = null);

/// <summary>
/// One query with its states as one person may see it before answering: what the policy itself did in them is not shown, and
/// what others said of a state is shown once the person has answered it. Both would lead the annotator.
/// </summary>
/// <param name="Asker">Who is to answer.</param>
public sealed record ShowQuery(RunId Run, CallId Query, string Asker) : IRequest<ShownQuery>, IAsked;

/// <param name="AnswersPerState">How many people are to answer each state.</param>
public sealed record ShownQuery(OpenQuery Query, Space ActionSpace, int AnswersPerState, IReadOnlyList<QueryState> States);

/// <summary>A state to label.</summary>
/// <param name="State">Index within the rollout.</param>
/// <param name="Observation">What the policy saw.</param>
/// <param name="Given">How many answers it has.</param>
/// <param name="Answers">The answers; none as long as the asker has not answered.</param>
/// <param name="Skips">The skips with their reasons; only the asker's own as long as the asker has not answered.</param>
public sealed record QueryState(int State, double[] Observation, int Given, IReadOnlyList<GivenAnswer> Answers, IReadOnlyList<GivenSkip> Skips);

/// <param name="Author">Who answered.</param>
public sealed record GivenAnswer(string Author, double[] Action, DateTimeOffset At);

/// <param name="Author">Who would not answer.</param>
public sealed record GivenSkip(string Author, string Reason);

/// <summary>Answers a state. Returns once it is stored; with the last one missing, the run has its labels.</summary>
/// <exception cref="Errors.InvalidInputException">Nothing waits there, or the action is none, or the author has answered this state.</exception>
public sealed record LabelState(RunId Run, CallId Query, int State, double[] Action, string Author, double? Seconds = null) : IRequest<OpenQuery>, IAuthored;

/// <summary>Leaves a state, a pair or a question to others, with a reason.</summary>
/// <param name="State">Index of the state or pair; 0 for a question.</param>
/// <exception cref="Errors.InvalidInputException">Nothing waits there, or there is no reason.</exception>
public sealed record SkipState(RunId Run, CallId Query, int State, string Reason, string Author) : IRequest<OpenQuery>, IAuthored;

/// <summary>Published when a run has come to a query that waits for people.</summary>
public sealed record RunWaits(RunId Run, CallId Query, RecordedEvent Request) : INotification;
