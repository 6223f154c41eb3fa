using AlignmentLab.Learning;
using FluentValidation;

namespace AlignmentLab.RewardModeling.Overoptimization;

/// <summary>Options of <see cref="OveroptimizationStudy"/>.</summary>
public sealed record OveroptimizationOptions
{
    /// <summary>Compared pairs that the reward model is trained on, 10 to 100,000.</summary>
    public int Pairs { get; init; } = 1_000;

    /// <summary>How noisy the annotator is: the lead in gold reward that is worth odds of e to 1. More than 0.</summary>
    public double Temperature { get; init; } = 0.5;

    /// <summary>Optimiser steps, 1 to 100,000, whatever the number of pairs; as near as whole epochs come.</summary>
    public int TrainingSteps { get; init; } = 400;

    /// <summary>The reward model and its training. Its epochs follow from the steps, and its loss is that of preferences.</summary>
    public LearnerOptions Learner { get; init; } = new() { Model = new ModelSpec { Activation = "relu" } };

    /// <summary>Pairs on which the model is judged, 10 to 100,000.</summary>
    public int HeldOutPairs { get; init; } = 2_000;

    /// <summary>Samples in the pool of which the best is taken, 100 to 200,000.</summary>
    public int PoolSamples { get; init; } = 20_000;

    /// <summary>The largest n, a power of two from 4 to <see cref="PoolSamples"/>.</summary>
    public int LargestN { get; init; } = 4_096;

    /// <summary>Resamples of the pool for the intervals of the fitted form, 0 to 10,000.</summary>
    public int Bootstraps { get; init; } = 200;

    /// <summary>Whether the optimum of the KL-penalised proxy is measured too, at the divergences of the best of n, with the form for reinforcement learning.</summary>
    public bool Reinforcement { get; init; }
}

internal sealed class OveroptimizationOptionsValidator : AbstractValidator<OveroptimizationOptions>
{
    public OveroptimizationOptionsValidator()
    {
        From(o => o.Pairs, 10, 100_000);
        From(o => o.TrainingSteps, 1, 100_000);
        From(o => o.HeldOutPairs, 10, 100_000);
        From(o => o.PoolSamples, 100, 200_000);
        From(o => o.Bootstraps, 0, 10_000);
        RuleFor(o => o.Temperature).Must(t => t > 0 && double.IsFinite(t)).WithMessage("must be more than 0, not {PropertyValue}.");
        RuleFor(o => o.LargestN).Must((o, n) => n >= 4 && n <= o.PoolSamples && (n & (n - 1)) == 0)
            .WithMessage("must be a power of two from 4 to poolSamples, not {PropertyValue}.");
        RuleFor(o => o.Learner).SetValidator(new LearnerOptionsValidator());
        RuleFor(o => o.Learner.Loss).Equal("auto").WithMessage("must be auto: the loss of a reward model is that of preferences.");
        RuleFor(o => o.Learner.Model.Kind).NotEqual("ridge").WithMessage("cannot be ridge, which is fitted by least squares; use mlp or linear.");
    }

    private void From(System.Linq.Expressions.Expression<Func<OveroptimizationOptions, int>> option, int least, int most) =>
        RuleFor(option).InclusiveBetween(least, most).WithMessage($"must be {least} to {most}, not {{PropertyValue}}.");
}
