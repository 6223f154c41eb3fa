using AlignmentLab.Learning;
using AlignmentLab.Rewards;
using FluentValidation;

namespace AlignmentLab.RewardModeling.Fitting;

/// <summary>How rewards are fitted to comparisons. It is part of every request, so its JSON form is stored for ever.</summary>
public sealed record RewardFitOptions
{
    /// <summary>Models in the ensemble, 1 to 100. Their disagreement says how sure the reward is; one model has none.</summary>
    public int Members { get; init; } = 3;

    /// <summary>Whether each member is fitted to its own resample of the pairs, drawn with replacement; otherwise members differ by their initial weights alone.</summary>
    public bool Bootstrap { get; init; } = true;

    /// <summary>The share of pairs on which the fit is judged and which no member sees, in [0, 0.5].</summary>
    public double HeldOutShare { get; init; } = 0.2;

    /// <summary>What of a step the reward sees.</summary>
    public RewardInput Input { get; init; } = RewardInput.ObservationAndAction;

    /// <summary>The model and its training; its loss is that of preferences, so <c>loss</c> stays <c>auto</c>. Batches are of pairs.</summary>
    public LearnerOptions Learner { get; init; } = new() { Model = new ModelSpec { NormalizeInputs = true }, Epochs = 50 };
}

internal sealed class RewardFitOptionsValidator : AbstractValidator<RewardFitOptions>
{
    public RewardFitOptionsValidator()
    {
        RuleFor(o => o.Members).InclusiveBetween(1, 100).WithMessage("must be 1 to 100, not {PropertyValue}.");
        RuleFor(o => o.HeldOutShare).InclusiveBetween(0, 0.5).WithMessage("must be between 0 and 0.5, not {PropertyValue}.");
        RuleFor(o => o.Learner).SetValidator(new LearnerOptionsValidator());
        RuleFor(o => o.Learner.Loss).Equal("auto").WithMessage("must be auto: the loss of a reward model is that of preferences.");
        RuleFor(o => o.Learner.Model.Kind).NotEqual("ridge").WithMessage("cannot be ridge, which is fitted by least squares; use mlp or linear.");
    }
}
