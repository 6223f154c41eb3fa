using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Engines;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Experts;
using AlignmentLab.Serialization;
using AlignmentLab.Trajectories;

namespace AlignmentLab.Core.Inbox;

/// <summary>Reads which requests of runs wait for people, and what has been answered.</summary>
internal sealed class PendingQueries(IEventReader store, RunReader runs)
{
    private static readonly string Asked = EffectAttribute.Of(typeof(LabelRequest)).Requested;

    /// <summary>The requests of a run that wait, in the order of the log. None of a run that has ended.</summary>
    public async Task<IReadOnlyList<PendingQuery>> OfAsync(RunId run, CancellationToken cancellationToken)
    {
        var submitted = await runs.SubmittedAsync(run, cancellationToken);
        if (submitted.Expert is not { } expert || !HumanExpert.Is(expert))
        {
            return [];
        }

        var open = new Dictionary<CallId, RecordedEvent>();
        var history = new RunHistory();
        await foreach (var e in store.ReadStreamAsync(run.Stream, ReadDirection.Forwards, 0, cancellationToken: cancellationToken))
        {
            history.Add(e);
            if (e.Call is { } call && !open.Remove(call) && e.Type == Asked)
            {
                open.Add(call, e);
            }
        }

        if (history.Ending is not null || open.Count == 0)
        {
            return [];
        }

        var answers = await QueryFold.OfAsync(store, Answers.StreamOf(run), cancellationToken);
        return [.. open.Values.OrderBy(e => e.Version)
            .Select(e => new PendingQuery(run, e, EventJson.Deserialize<LabelRequest>(e.Data.Span), answers))
            .Where(q => HumanExpert.Is(q.Request.Expert))];
    }

    /// <summary>One request that waits.</summary>
    /// <exception cref="InvalidInputException">Nothing waits there.</exception>
    public async Task<PendingQuery> FindAsync(RunId run, CallId query, CancellationToken cancellationToken)
    {
        var pending = await OfAsync(run, cancellationToken);
        return pending.FirstOrDefault(q => q.Call == query) ?? throw new InvalidInputException(
            $"{run} has no open query '{query}'. " + (pending.Count == 0 ? "Nothing of it waits for an answer." : $"It waits at: {string.Join(", ", pending.Take(10).Select(q => q.Call))}."));
    }

    /// <summary>What actions the environment of a query takes.</summary>
    public Space ActionSpaceOf(PendingQuery query) => runs.Create(query.Request.Environment).ActionSpace;
}

/// <summary>A request for labels that waits for people.</summary>
internal sealed record PendingQuery(RunId Run, RecordedEvent Asked, LabelRequest Request, QueryFold Answers)
{
    public CallId Call => Asked.Call!.Value;

    /// <summary>How many people are to answer each state.</summary>
    public int AnswersPerState { get; } = OptionsJson.Read(Request.Expert.Options, typeof(HumanExpertOptions), "expert human") is HumanExpertOptions options ? options.AnswersPerState : 1;

    /// <summary>The states asked about, ascending.</summary>
    public IReadOnlyList<int> States { get; } = Request.States ?? [.. Enumerable.Range(0, (int)Request.ExpertQueries)];

    public bool IsAnswered(int state) => Answers.Answers(Call, state).Count >= AnswersPerState;

    public bool IsComplete => States.All(IsAnswered);

    public OpenQuery Summary() => new(Run, Call, Asked.RecordedAt, Request.Environment.Name, States.Count, States.Count(IsAnswered));

    /// <summary>The labels that the answers make.</summary>
    public StateLabels Labels(Trajectory trajectory, Space actions)
    {
        var observations = new double[States.Count * trajectory.ObservationSize];
        var labels = new double[States.Count * trajectory.ActionSize];
        foreach (var (i, state) in States.Index())
        {
            trajectory.Observation(state).CopyTo(observations.AsSpan(i * trajectory.ObservationSize));
            Answers.Label(Call, state, AnswersPerState, actions).CopyTo(labels, i * trajectory.ActionSize);
        }

        return new StateLabels([.. States.Select(s => (long)s)], trajectory.ObservationSize, observations, trajectory.ActionSize, labels);
    }
}
