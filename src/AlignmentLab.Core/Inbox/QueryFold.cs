using AlignmentLab.Engines;
using AlignmentLab.Events;
using AlignmentLab.Serialization;

namespace AlignmentLab.Core.Inbox;

/// <summary>What people have answered to a run's queries, folded from its answers stream.</summary>
internal sealed class QueryFold
{
    private static readonly Dictionary<string, Func<RecordedEvent, IQueryEvent>> Readers = new(StringComparer.Ordinal)
    {
        [StoredEventAttribute.NameOf(typeof(StateLabelled))] = e => EventJson.Deserialize<StateLabelled>(e.Data.Span),
        [StoredEventAttribute.NameOf(typeof(StateSkipped))] = e => EventJson.Deserialize<StateSkipped>(e.Data.Span),
        [StoredEventAttribute.NameOf(typeof(PairCompared))] = e => EventJson.Deserialize<PairCompared>(e.Data.Span),
        [StoredEventAttribute.NameOf(typeof(QuestionAnswered))] = e => EventJson.Deserialize<QuestionAnswered>(e.Data.Span),
        [StoredEventAttribute.NameOf(typeof(ItemSkipped))] = e => EventJson.Deserialize<ItemSkipped>(e.Data.Span),
    };

    private readonly Dictionary<(CallId Query, int Item), List<Said>> _answers = [];
    private readonly Dictionary<(CallId Query, int Item), List<GivenSkip>> _skips = [];

    /// <summary>Every answer, in the order of the log.</summary>
    public IEnumerable<Said> AllAnswers => _answers.Values.SelectMany(a => a);

    /// <summary>Every skip, in the order of the log.</summary>
    public IEnumerable<GivenSkip> AllSkips => _skips.Values.SelectMany(s => s);

    public static async Task<QueryFold> OfAsync(IEventReader store, StreamId answers, CancellationToken cancellationToken)
    {
        var fold = new QueryFold();
        await foreach (var e in store.ReadStreamAsync(answers, ReadDirection.Forwards, 0, cancellationToken: cancellationToken))
        {
            fold.Take(e);
        }

        return fold;
    }

    /// <summary>The answers to one part of a query, the first given first.</summary>
    public IReadOnlyList<Said> Answers(CallId query, int item) => _answers.GetValueOrDefault((query, item)) ?? [];

    public IReadOnlyList<GivenSkip> Skips(CallId query, int item) => _skips.GetValueOrDefault((query, item)) ?? [];

    private void Take(RecordedEvent e)
    {
        if (!Readers.TryGetValue(e.Type, out var read))
        {
            return;
        }

        var taken = read(e);
        switch (taken)
        {
            case IQueryAnswer answer:
                Add(_answers, taken, new Said(e.Author, e.RecordedAt, answer));
                break;
            case StateSkipped { Reason: var reason }:
                Add(_skips, taken, new GivenSkip(e.Author, reason));
                break;
            case ItemSkipped { Reason: var reason }:
                Add(_skips, taken, new GivenSkip(e.Author, reason));
                break;
        }
    }

    private static void Add<T>(Dictionary<(CallId, int), List<T>> into, IQueryEvent e, T value)
    {
        if (!into.TryGetValue((e.Query, e.Item), out var list))
        {
            into[(e.Query, e.Item)] = list = [];
        }

        list.Add(value);
    }
}

/// <summary>Who answered when, and what.</summary>
internal sealed record Said(string Author, DateTimeOffset At, IQueryAnswer Answer);
