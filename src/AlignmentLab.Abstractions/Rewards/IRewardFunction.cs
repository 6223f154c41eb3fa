using AlignmentLab.Artifacts;
using AlignmentLab.Engines;
using AlignmentLab.Environments;
using AlignmentLab.Judges;

namespace AlignmentLab.Rewards;

/// <summary>A reward ready to be asked for. An instance is used by one thread at a time.</summary>
public interface IRewardFunction
{
    /// <summary>The reward of one step.</summary>
    /// <param name="observation">What the policy saw.</param>
    /// <param name="action">What it did.</param>
    /// <param name="next">What it saw then.</param>
    /// <param name="visible">The environment's visible reward of the step.</param>
    double Reward(ReadOnlySpan<double> observation, ReadOnlySpan<double> action, ReadOnlySpan<double> next, double visible);
}

/// <summary>Makes reward functions of one kind of source.</summary>
public interface IRewardOpener<in TSource>
    where TSource : RewardSource
{
    ValueTask<IRewardFunction> OpenAsync(TSource source, RewardScope scope, CancellationToken cancellationToken);
}

/// <summary>What an opener may use.</summary>
/// <param name="Environment">Where the steps are taken.</param>
/// <param name="OpenModel">Opens a checkpoint for inference.</param>
/// <param name="OpenInner">Opens a source that this one is made of.</param>
/// <param name="CreateJudge">Makes a scripted judge.</param>
public sealed record RewardScope(
    EnvironmentInfo Environment,
    Func<Artifact, CancellationToken, ValueTask<IModel>> OpenModel,
    Func<RewardSource, CancellationToken, ValueTask<IRewardFunction>> OpenInner,
    Func<JudgeRef, IScriptedJudge> CreateJudge);
