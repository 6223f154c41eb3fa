using AlignmentLab.Algorithms;
using AlignmentLab.Core.Team;
using AlignmentLab.Environments;
using AlignmentLab.Events;
using MediatR;

namespace AlignmentLab.Core.Inbox;

/// <summary>The queries that wait for people, the oldest first.</summary>
/// <param name="Run">Of this run; null: of every run that has not ended.</param>
public sealed record ListQueries(RunId? Run = null) : IRequest<IReadOnlyList<OpenQuery>>;

/// <summary>A request for labels that waits for people.</summary>
/// <param name="Query">The call that asks.</param>
/// <param name="States">How many states it asks about.</param>
/// <param name="Answered">States with as many answers as the run wants.</param>
public sealed record OpenQuery(RunId Run, CallId Query, DateTimeOffset AskedAt, string Environment, int States, int Answered);

/// <summary>One query with its states. What the policy itself did in them is not shown: it would lead the annotator.</summary>
public sealed record ShowQuery(RunId Run, CallId Query) : IRequest<ShownQuery>;

/// <param name="AnswersPerState">How many people are to answer each state.</param>
public sealed record ShownQuery(OpenQuery Query, Space ActionSpace, int AnswersPerState, IReadOnlyList<QueryState> States);

/// <summary>A state to label.</summary>
/// <param name="State">Index within the rollout.</param>
/// <param name="Observation">What the policy saw.</param>
public sealed record QueryState(int State, double[] Observation, IReadOnlyList<GivenAnswer> Answers, IReadOnlyList<GivenSkip> Skips);

/// <param name="Author">Who answered.</param>
public sealed record GivenAnswer(string Author, double[] Action, DateTimeOffset At);

/// <param name="Author">Who would not answer.</param>
public sealed record GivenSkip(string Author, string Reason);

/// <summary>Answers a state. Returns once it is stored; with the last one missing, the run has its labels.</summary>
/// <exception cref="Errors.InvalidInputException">Nothing waits there, or the action is none, or the author has answered this state.</exception>
public sealed record LabelState(RunId Run, CallId Query, int State, double[] Action, string Author, double? Seconds = null) : IRequest<OpenQuery>, IAuthored;

/// <summary>Leaves a state to others, with a reason.</summary>
/// <exception cref="Errors.InvalidInputException">Nothing waits there, or there is no reason.</exception>
public sealed record SkipState(RunId Run, CallId Query, int State, string Reason, string Author) : IRequest<OpenQuery>, IAuthored;

/// <summary>Published when a run has come to a query that waits for people.</summary>
public sealed record RunWaits(RunId Run, CallId Query, RecordedEvent Request) : INotification;
