using AlignmentLab.Algorithms;
using AlignmentLab.Artifacts;
using AlignmentLab.Core.Differences;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Events;
using AlignmentLab.Serialization;

namespace AlignmentLab.Core.Runs.Execution;

/// <summary>
/// Runs an algorithm against its history: what the history holds is returned, what it does not hold is handed to the
/// <see cref="IEffectFrontier"/>. Starting, resuming and replaying differ in nothing but the frontier.
/// </summary>
internal sealed class RunSession(
    RunDefinition definition, RunPrefix prefix, RunHistory history, IEventPayloads payloads, IEffectFrontier frontier, IArtifactReader artifacts, CancellationToken stopping)
{
    private static readonly string RefusalType = StoredEventAttribute.NameOf(typeof(BudgetRefused));
    private static readonly string FailureType = StoredEventAttribute.NameOf(typeof(EffectFailed));

    private readonly BudgetLedger _ledger = new(definition.Submitted.Budgets, prefix);
    private readonly HashSet<CallId> _asked = [];
    private readonly List<Task> _outstanding = [];
    private Exception? _stopped;

    public IArtifactReader Artifacts => artifacts;

    public CancellationToken Stopping => stopping;

    /// <summary>Calls asked for so far.</summary>
    public int AskedCount
    {
        get
        {
            lock (_asked)
            {
                return _asked.Count;
            }
        }
    }

    /// <summary>Expert queries asked for so far.</summary>
    public long ExpertQueries => _ledger.ExpertQueries;

    /// <summary>The root of the call tree.</summary>
    public IRunContext Root => new RunContext(this, definition, "");

    /// <summary>Calls that the history holds and the algorithm did not ask for, in call-id order.</summary>
    public IEnumerable<(CallId Call, CallRecord Record)> NotAsked()
    {
        lock (_asked)
        {
            return [.. history.InCallOrder().Where(c => !_asked.Contains(c.Call))];
        }
    }

    /// <summary>Whatever the algorithm did with an exception, the session's own reason to stop stands.</summary>
    public void ThrowIfStopped()
    {
        if (_stopped is { } reason)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(reason);
        }
    }

    /// <summary>Ends an algorithm that has returned: waits for effects that it never awaited, and for nothing else to be wrong.</summary>
    /// <exception cref="ReplayDivergenceException">It did not ask for all that a fork took over.</exception>
    public async Task EndAsync()
    {
        Task[] outstanding;
        lock (_outstanding)
        {
            outstanding = [.. _outstanding];
        }

        await Task.WhenAll(outstanding);
        ThrowIfStopped();
        if (NotAsked().Select(c => c.Record.First).Where(prefix.Holds).OrderBy(first => first.Version).FirstOrDefault() is { Type: not null } left)
        {
            throw Stop(new ReplayDivergenceException(ReplayDivergence.Of(await payloads.EventAsync(left.Version), "nothing: the algorithm ended without asking for it")));
        }
    }

    public Task<IReadOnlyList<TResult>> PerformAsync<TResult>(IReadOnlyList<NumberedEffect<TResult>> effects)
    {
        var task = Guard(() => PerformAllAsync(effects));
        lock (_outstanding)
        {
            _outstanding.RemoveAll(t => t.IsCompleted);
            _outstanding.Add(task);
        }

        return task;
    }

    public void Progress(double fraction) => frontier.Progress(fraction);

    public Task RecordAsync(CallId call, Fact fact) => Guard(async () =>
    {
        var type = FactEventAttribute.Of(fact.GetType()).Type;
        var data = EventJson.Serialize(fact);
        if (await RecallAsync(call, type, data, 0) is null && Charge(call, type, data, 0) is { } refusal)
        {
            await frontier.RecordAsync([refusal.Event]);
            throw refusal.Error;
        }
        else if (history.Find(call) is null)
        {
            await frontier.RecordAsync([RunStream.Request(definition.Run, call, type, data)]);
        }

        return true;
    });

    private async Task<IReadOnlyList<TResult>> PerformAllAsync<TResult>(IReadOnlyList<NumberedEffect<TResult>> effects)
    {
        // Charged and compared in order, before the first await, so that parallel results cannot change who is refused.
        var asked = effects.Select(Ask).ToList();
        foreach (var old in asked.Where(a => IsOld(a.Record)))
        {
            await CompareLiftedAsync(old.Record!.Value.First, old.Call, old.Effect.Requested, old.Data);
        }

        var fresh = asked.Where(a => a.Record is null).Select(a => a.Refusal?.Event
            ?? RunStream.Request(definition.Run, a.Call, a.Effect.Requested, a.Data)).ToList();
        if (fresh.Count > 0)
        {
            await frontier.RecordAsync(fresh);
        }

        var results = await Task.WhenAll(asked.Select(ResultAsync<TResult>));
        return results;
    }

    private Asked Ask<TResult>(NumberedEffect<TResult> numbered)
    {
        var effect = EffectAttribute.Of(numbered.Effect.GetType());
        var data = EventJson.Serialize(numbered.Effect);
        var queries = (numbered.Effect as IExpertQueries)?.ExpertQueries ?? 0;
        var record = Recall(numbered.Call, effect.Requested, data, queries);
        return new Asked(numbered.Call, effect, data, record, record is null ? Charge(numbered.Call, effect.Requested, data, queries) : null);
    }

    private async Task<TResult> ResultAsync<TResult>(Asked asked)
    {
        if (asked.Refusal is { } refusal)
        {
            throw refusal.Error;
        }

        if (asked.Record is { } refused && IsRefusal(refused))
        {
            throw await RefusedAsync(asked.Call, refused.First, asked.Effect.Requested, asked.Data);
        }

        var result = asked.Record?.Result ?? await frontier.ResultAsync(asked.Call, asked.Effect);
        if (TypeOf(result) == FailureType)
        {
            var failed = await payloads.ReadAsync<EffectFailed>(result.Version);
            throw new EffectFailedException(asked.Call, failed.Reason);
        }

        return (await payloads.ReadAsync<EffectOutcome<TResult>>(result.Version)).Result;
    }

    // The history's record of a call, if it is a record of this very request.
    private CallRecord? Recall(CallId call, string type, byte[] data, long queries)
    {
        lock (_asked)
        {
            _asked.Add(call);
        }

        if (history.Find(call) is not { } record)
        {
            return prefix.InPlaceOf(call) is { } version ? throw new RequestMismatch(version, type, call, data) : null;
        }

        if (IsRefusal(record))
        {
            return record;
        }

        // What is recorded as an old version is compared once it is lifted, since reading it takes a while.
        var inherited = prefix.Holds(record.First);
        if (inherited || IsOld(record) ? TypeOf(record.First) != type : record.First.ContentHash != EventChain.ContentHash(type, call, data))
        {
            throw new RequestMismatch(record.First.Version, type, call, data);
        }

        if (!inherited)
        {
            _ledger.Restore(queries);
        }

        return record;
    }

    private async Task<CallRecord?> RecallAsync(CallId call, string type, byte[] data, long queries)
    {
        var record = Recall(call, type, data, queries);
        if (record is { } refused && IsRefusal(refused))
        {
            throw await RefusedAsync(call, refused.First, type, data);
        }

        if (IsOld(record))
        {
            await CompareLiftedAsync(record!.Value.First, call, type, data);
        }

        return record;
    }

    private string TypeOf(EventLink link) => payloads.Upcasters.TypeOf(link.Type);

    private bool IsRefusal(CallRecord record) => TypeOf(record.First) == RefusalType;

    // Whether a recorded request can be compared by its lifted data alone.
    private bool IsOld(CallRecord? record) =>
        record is { } held && payloads.Upcasters.IsOld(held.First.Type) && !IsRefusal(held) && !prefix.Holds(held.First);

    private async Task CompareLiftedAsync(EventLink link, CallId call, string type, byte[] data)
    {
        var lifted = payloads.Upcasters.Lift(await payloads.EventAsync(link.Version));
        if (JsonDifference.Between(lifted.Data, data).Count > 0)
        {
            throw new RequestMismatch(link.Version, type, call, data);
        }
    }

    // Of a refused request its hash alone is kept. One of an old version cannot be lifted from it, and stands as recorded.
    private async Task<Exception> RefusedAsync(CallId call, EventLink link, string type, byte[] data)
    {
        var refused = await payloads.ReadAsync<BudgetRefused>(link.Version);
        return prefix.Holds(link) || payloads.Upcasters.StoredAs(type).Count() > 1 || refused.RequestHash == EventChain.ContentHash(type, call, data)
            ? RefusalError(call, refused)
            : new RequestMismatch(link.Version, type, call, data);
    }

    private Refusal? Charge(CallId call, string type, byte[] data, long queries)
    {
        if (_ledger.Charge(queries) is not { } overdraft)
        {
            return null;
        }

        var refused = new BudgetRefused(EventChain.ContentHash(type, call, data), overdraft.Budget, overdraft.Limit, overdraft.Spent, overdraft.Asked);
        return new Refusal(RunStream.Request(definition.Run, call, RefusalType, EventJson.Serialize(refused)), RefusalError(call, refused));
    }

    private static BudgetExhaustedException RefusalError(CallId call, BudgetRefused refused) =>
        new(call, refused.Budget, refused.Limit, refused.Spent, refused.Asked);

    // An algorithm that swallows the exception must not go on past the place where the session has stopped.
    private async Task<T> Guard<T>(Func<Task<T>> work)
    {
        ThrowIfStopped();
        stopping.ThrowIfCancellationRequested();
        try
        {
            return await work();
        }
        catch (RequestMismatch mismatch)
        {
            var recorded = await payloads.EventAsync(mismatch.Version);
            throw Stop(new ReplayDivergenceException(ReplayDivergence.Between(
                recorded, payloads.Upcasters, mismatch.Type, mismatch.Call, mismatch.Request)));
        }
        catch (Exception error) when (error is not (EffectFailedException or BudgetExhaustedException))
        {
            throw Stop(error);
        }
    }

    private Exception Stop(Exception reason)
    {
        _stopped ??= reason;
        return _stopped;
    }

    private sealed class RequestMismatch(long version, string type, CallId call, byte[] data) : Exception
    {
        public long Version { get; } = version;

        public string Type { get; } = type;

        public CallId Call { get; } = call;

        public byte[] Request { get; } = data;
    }

    private sealed record Asked(CallId Call, EffectAttribute Effect, byte[] Data, CallRecord? Record, Refusal? Refusal);

    private sealed record Refusal(NewEvent Event, BudgetExhaustedException Error);
}
