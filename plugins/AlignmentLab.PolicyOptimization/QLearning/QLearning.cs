using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Rewards;
using FluentValidation;

namespace AlignmentLab.PolicyOptimization.QLearning;

/// <summary>Options of <see cref="QLearning"/>.</summary>
public sealed record QLearningOptions
{
    public QLearningSettings Learning { get; init; } = new();

    /// <summary>Episodes of the evaluation, 1 to 100,000.</summary>
    public int EvaluationEpisodes { get; init; } = 100;
}

internal sealed class QLearningOptionsValidator : AbstractValidator<QLearningOptions>
{
    public QLearningOptionsValidator()
    {
        RuleFor(o => o.Learning).SetValidator(new QLearningSettingsValidator());
        RuleFor(o => o.EvaluationEpisodes).InclusiveBetween(1, 100_000).WithMessage("must be 1 to 100000, not {PropertyValue}.");
    }
}

/// <summary>
/// Tabular Q-learning (Watkins and Dayan 1992) against the visible reward, for environments of few observations: what an optimiser
/// that is kept near nothing comes to.
/// </summary>
public sealed class QLearning : IAlgorithm<QLearningOptions>
{
    public async Task RunAsync(QLearningOptions o, IRunContext run)
    {
        var learned = await run.PerformAsync(new LearnTableRequest(run.Environment.Reference, new EnvironmentReward(), o.Learning));
        for (var stretch = 0; stretch < learned.Returns.Length; stretch++)
        {
            await run.MeasureAsync("learning-return", learned.Returns[stretch], (stretch + 1) * (double)o.Learning.Episodes / learned.Returns.Length, "return");
        }

        await run.MeasureAsync("states", learned.States, unit: "states met");
        var evaluation = await run.EvaluateAsync(learned.AsPolicy(), o.EvaluationEpisodes, "test");
        await run.MeasureAsync("return", evaluation.Mean, unit: "return");
    }
}
