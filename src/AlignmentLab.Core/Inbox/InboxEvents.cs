using AlignmentLab.Algorithms;
using AlignmentLab.Events;
using AlignmentLab.Judges;
using AlignmentLab.Questions;

namespace AlignmentLab.Core.Inbox;

/// <summary>On a run's answers stream: what somebody did about a part of a query. The event's author is who.</summary>
internal interface IQueryEvent
{
    CallId Query { get; }

    /// <summary>Which part: the state, the pair, or 0 for a question.</summary>
    int Item { get; }
}

/// <summary>An answer that counts towards the query's result.</summary>
internal interface IQueryAnswer : IQueryEvent
{
    /// <summary>How long it took, where that is known.</summary>
    double? Seconds { get; }
}

/// <summary>On a run's answers stream: somebody said what they would do in a state. The event's author is who.</summary>
/// <param name="State">Index of the state within the rollout.</param>
/// <param name="Action">A value of the environment's action space.</param>
/// <param name="Seconds">How long it took, where that is known.</param>
[StoredEvent("state-labelled.v1")]
public sealed record StateLabelled(CallId Query, int State, double[] Action, double? Seconds = null) : IQueryAnswer
{
    int IQueryEvent.Item => State;
}

/// <summary>On a run's answers stream: somebody would rather not answer this one. It stays open for others.</summary>
[StoredEvent("state-skipped.v1")]
public sealed record StateSkipped(CallId Query, int State, string Reason) : IQueryEvent
{
    int IQueryEvent.Item => State;
}

/// <summary>On a run's answers stream: somebody compared a pair.</summary>
/// <param name="Pair">Index of the pair within the request.</param>
/// <param name="Verdict">Of the pair's own first and second, whatever was shown on which side.</param>
/// <param name="Swapped">The second was shown on the left.</param>
/// <param name="Seconds">How long it took, where that is known.</param>
[StoredEvent("pair-compared.v1")]
public sealed record PairCompared(CallId Query, int Pair, Verdict Verdict, bool Swapped, double? Seconds = null) : IQueryAnswer
{
    int IQueryEvent.Item => Pair;
}

/// <summary>On a run's answers stream: somebody answered a question.</summary>
/// <param name="Answer">A chosen option is one of the question's own order.</param>
/// <param name="Order">The options in the order in which they were shown; null where there were none.</param>
/// <param name="Seconds">How long it took, where that is known.</param>
[StoredEvent("question-answered.v1")]
public sealed record QuestionAnswered(CallId Query, Answer Answer, IReadOnlyList<int>? Order = null, double? Seconds = null) : IQueryAnswer
{
    int IQueryEvent.Item => 0;
}

/// <summary>On a run's answers stream: somebody left a pair or a question to others.</summary>
/// <param name="Item">Index of the pair; 0 for a question.</param>
[StoredEvent("item-skipped.v1")]
public sealed record ItemSkipped(CallId Query, int Item, string Reason) : IQueryEvent;

/// <summary>Where a run's answers are.</summary>
public static class Answers
{
    /// <summary>The category of these streams.</summary>
    public const string StreamCategory = "answers";

    /// <summary>The stream of what people answered to a run's queries.</summary>
    public static StreamId StreamOf(RunId run) => new($"{StreamCategory}-{run}");

    /// <summary>The run that a stream's answers are about.</summary>
    public static RunId RunOf(StreamId stream) => new(stream.Value[(StreamCategory.Length + 1)..]);
}
