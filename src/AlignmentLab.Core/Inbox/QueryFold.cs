using AlignmentLab.Engines;
using AlignmentLab.Environments;
using AlignmentLab.Events;
using AlignmentLab.Serialization;

namespace AlignmentLab.Core.Inbox;

/// <summary>What people have answered to a run's queries, folded from its answers stream.</summary>
internal sealed class QueryFold
{
    private static readonly string Labelled = StoredEventAttribute.NameOf(typeof(StateLabelled));
    private static readonly string Skipped = StoredEventAttribute.NameOf(typeof(StateSkipped));

    private readonly Dictionary<(CallId Query, int State), List<GivenAnswer>> _answers = [];
    private readonly Dictionary<(CallId Query, int State), List<GivenSkip>> _skips = [];

    /// <summary>Version of the last event taken in, -1 before the first.</summary>
    public long Version { get; private set; } = -1;

    public static async Task<QueryFold> OfAsync(IEventReader store, StreamId answers, CancellationToken cancellationToken)
    {
        var fold = new QueryFold();
        await foreach (var e in store.ReadStreamAsync(answers, ReadDirection.Forwards, 0, cancellationToken: cancellationToken))
        {
            fold.Take(e);
        }

        return fold;
    }

    public IReadOnlyList<GivenAnswer> Answers(CallId query, int state) => _answers.GetValueOrDefault((query, state)) ?? [];

    public IReadOnlyList<GivenSkip> Skips(CallId query, int state) => _skips.GetValueOrDefault((query, state)) ?? [];

    /// <summary>The label that the first answers of a state make.</summary>
    /// <remarks>Most of them, of equals the first; where actions are continuous, their mean.</remarks>
    /// <param name="count">How many answers count, 1 or more; there are that many.</param>
    public double[] Label(CallId query, int state, int count, Space actions)
    {
        var given = Answers(query, state).Take(count).Select(a => a.Action).ToList();
        return actions is DiscreteSpace
            ? given.GroupBy(a => a[0]).MaxBy(g => g.Count())!.First()
            : [.. Enumerable.Range(0, actions.Dimension).Select(i => given.Sum(a => a[i]) / given.Count)];
    }

    private void Take(RecordedEvent e)
    {
        Version = e.Version;
        if (e.Type == Labelled)
        {
            var labelled = EventJson.Deserialize<StateLabelled>(e.Data.Span);
            Add(_answers, labelled.Query, labelled.State, new GivenAnswer(e.Author, labelled.Action, e.RecordedAt));
        }
        else if (e.Type == Skipped)
        {
            var skipped = EventJson.Deserialize<StateSkipped>(e.Data.Span);
            Add(_skips, skipped.Query, skipped.State, new GivenSkip(e.Author, skipped.Reason));
        }
    }

    private static void Add<T>(Dictionary<(CallId, int), List<T>> into, CallId query, int state, T value)
    {
        if (!into.TryGetValue((query, state), out var list))
        {
            into[(query, state)] = list = [];
        }

        list.Add(value);
    }
}
