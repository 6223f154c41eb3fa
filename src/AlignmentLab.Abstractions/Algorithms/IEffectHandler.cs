using AlignmentLab.Artifacts;
using AlignmentLab.Engines;
using AlignmentLab.Environments;
using AlignmentLab.Events;
using AlignmentLab.Experts;
using AlignmentLab.Judges;
using AlignmentLab.Policies;
using AlignmentLab.Randomness;
using AlignmentLab.Rewards;

namespace AlignmentLab.Algorithms;

/// <summary>
/// Works out one kind of effect, inside a job. It may run more than once (after a crash, or to audit); the same request in
/// the same scope must give the same result, bit for bit.
/// </summary>
public interface IEffectHandler<TEffect, TResult>
    where TEffect : Effect<TResult>
{
    Task<EffectOutcome<TResult>> HandleAsync(TEffect effect, IEffectScope scope, CancellationToken cancellationToken);

    /// <summary>
    /// False when the answer comes from a person or a remote service, who need not say the same again. An audit then takes
    /// the recorded answer as it is, and says so.
    /// </summary>
    bool IsRepeatable(TEffect effect) => true;

    /// <summary>
    /// True when people give the answer: then nothing is worked out, and the run waits until the result is put on its stream,
    /// however long that takes. Such an effect is not repeatable either.
    /// </summary>
    bool WaitsForPeople(TEffect effect) => false;
}

/// <summary>What a job may use.</summary>
public interface IEffectScope : IArtifactReader, IArtifactWriter
{
    RunId Run { get; }

    CallId Call { get; }

    /// <summary>A generator that depends on the run's seed, the call id and the purpose alone.</summary>
    RandomStream Random(string purpose);

    /// <summary>
    /// A generator that depends on the run's seed and the purpose alone: the same for every call, so that policies are
    /// evaluated on the same start states.
    /// </summary>
    RandomStream CommonRandom(string purpose);

    /// <summary>A seed for an engine that has its own generator, from the run's seed, the call id and the purpose.</summary>
    ulong Seed(string purpose);

    /// <summary>A new instance, used by nobody else.</summary>
    IEnvironment CreateEnvironment(EnvironmentRef reference);

    /// <summary>Opens a policy for acting in an environment.</summary>
    ValueTask<IActor> OpenPolicyAsync(Policy policy, EnvironmentRef environment, CancellationToken cancellationToken);

    /// <summary>Opens a reward for the steps of an environment. A reward that is not a finite number fails the job, by the source's name.</summary>
    ValueTask<IRewardFunction> OpenRewardAsync(RewardSource source, EnvironmentRef environment, CancellationToken cancellationToken);

    /// <summary>A new instance, used by nobody else.</summary>
    IScriptedExpert CreateExpert(ExpertRef expert, EnvironmentRef environment);

    /// <summary>A new instance, used by nobody else.</summary>
    IScriptedJudge CreateJudge(JudgeRef judge);

    /// <summary>The configured trainer, for effects that train something of their own.</summary>
    ITrainer Trainer { get; }

    /// <summary>Opens a checkpoint for inference. A new instance, used by nobody else.</summary>
    ValueTask<IModel> OpenModelAsync(Artifact checkpoint, CancellationToken cancellationToken);

    /// <summary>Tells watchers how far the job is, and the queue that it lives.</summary>
    /// <param name="fraction">In [0, 1].</param>
    void Report(double fraction, string? what = null);
}
