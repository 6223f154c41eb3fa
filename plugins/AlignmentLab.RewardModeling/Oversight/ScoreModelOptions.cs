using AlignmentLab.Learning;
using AlignmentLab.Rewards;
using FluentValidation;

namespace AlignmentLab.RewardModeling.Oversight;

/// <summary>How a model of a judge is fitted. It is part of every request, so its JSON form is stored for ever.</summary>
public sealed record ScoreModelOptions
{
    /// <summary>Models in the ensemble, 1 to 100; their mean is the model of the judge.</summary>
    public int Members { get; init; } = 2;

    /// <summary>Whether each member is fitted to its own resample of the episodes, drawn with replacement; otherwise members differ by their initial weights alone.</summary>
    public bool Bootstrap { get; init; } = true;

    /// <summary>What of a step the model sees.</summary>
    public RewardInput Input { get; init; } = RewardInput.ObservationAndAction;

    /// <summary>The model and its training; its loss is the squared error, so <c>loss</c> stays <c>auto</c>. Batches are of steps.</summary>
    public LearnerOptions Learner { get; init; } = new() { Model = new ModelSpec { NormalizeInputs = true } };
}

internal sealed class ScoreModelOptionsValidator : AbstractValidator<ScoreModelOptions>
{
    public ScoreModelOptionsValidator()
    {
        RuleFor(o => o.Members).InclusiveBetween(1, 100).WithMessage("must be 1 to 100, not {PropertyValue}.");
        RuleFor(o => o.Learner).SetValidator(new LearnerOptionsValidator());
        RuleFor(o => o.Learner.Loss).Equal("auto").WithMessage("must be auto: the loss of a model of scores is the squared error.");
    }
}
