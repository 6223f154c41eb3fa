using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Core.Runs;
using AlignmentLab.Environments;
using AlignmentLab.Events;
using AlignmentLab.Imitation;
using AlignmentLab.Serialization;
using AlignmentLab.Tests.Core;
using Shouldly;

namespace AlignmentLab.Tests.Imitation;

/// <summary>What a completed run asked for and what it got.</summary>
internal sealed record RecordedRun(RunResult Result, IReadOnlyList<RecordedEvent> Events)
{
    public IReadOnlyList<RolloutRequest> Rollouts => Payloads<RolloutRequest>("rollout-requested.v1");

    public IReadOnlyList<LabelRequest> Queries => Payloads<LabelRequest>("labels-requested.v1");

    public IReadOnlyList<TrainRequest> Trainings => Payloads<TrainRequest>("training-requested.v1");

    public EvaluateRequest Evaluation => Evaluations().Single();

    public long Asked => Queries.Sum(q => q.ExpertQueries);

    public IReadOnlyList<EvaluateRequest> Evaluations() => Payloads<EvaluateRequest>("evaluation-requested.v1");

    public IReadOnlyList<double> Series(string metric) => [.. Payloads<Measurement>("measurement-recorded.v1").Where(m => m.Name == metric).Select(m => m.Value)];

    public static async Task<RecordedRun> OfAsync(string spec, params string[] settings)
    {
        await using var lab = TestLab.Fresh(new EnvironmentsModule(), new ImitationModule());
        var result = await lab.RunAsync(spec, settings);
        result.Status.ShouldBe(RunStatus.Completed);
        return new RecordedRun(result, await lab.EventsAsync(result.Run));
    }

    public static async Task RefusesAsync(string spec, string setting, string message)
    {
        await using var lab = TestLab.Fresh(new EnvironmentsModule(), new ImitationModule());
        (await Should.ThrowAsync<Errors.InvalidInputException>(() => lab.SubmitAsync(spec, setting))).Message.ShouldContain(message);
    }

    /// <summary>The requests of one kind, each with what came of it; those that failed are left out.</summary>
    public IReadOnlyList<(TRequest Request, TResult Result)> Effects<TRequest, TResult>()
        where TRequest : Effect<TResult>
    {
        var kind = EffectAttribute.Of(typeof(TRequest));
        var results = Events.Where(e => e.Type == kind.Completed).ToDictionary(e => e.Call!.Value, e => EventJson.Deserialize<EffectOutcome<TResult>>(e.Data.Span).Result);
        return
        [
            .. Events.Where(e => e.Type == kind.Requested && results.ContainsKey(e.Call!.Value)).Select(e => (EventJson.Deserialize<TRequest>(e.Data.Span), results[e.Call!.Value])),
        ];
    }

    private List<TPayload> Payloads<TPayload>(string type) => [.. Events.Where(e => e.Type == type).Select(e => EventJson.Deserialize<TPayload>(e.Data.Span))];
}
