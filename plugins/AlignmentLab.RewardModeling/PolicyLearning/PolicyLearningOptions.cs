using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Learning;
using FluentValidation;

namespace AlignmentLab.RewardModeling.PolicyLearning;

/// <summary>How a policy learns within an algorithm that also learns its reward. It is improved by <see cref="ImprovePolicyRequest"/>.</summary>
public record PolicyLearningOptions
{
    /// <summary>How an iteration improves the policy.</summary>
    public ImprovementSettings Settings { get; init; } = new();

    /// <summary>Where the weights come from: new ones, or an imitation of the expert.</summary>
    public PolicyStart Start { get; init; }

    /// <summary>How the expert is imitated first, where that is the start.</summary>
    public ImitationOptions Imitation { get; init; } = new();

    /// <summary>What a nat of divergence from the policy at the start costs, in units of reward, 0 or more. The divergence is measured in any case.</summary>
    public double KlPenalty { get; init; }

    /// <summary>Episodes of the evaluation at the end, 1 to 100,000.</summary>
    public int EvaluationEpisodes { get; init; } = 100;

    /// <summary>The effects that it takes.</summary>
    internal static IEnumerable<Type> NeededEffects => [typeof(ImprovePolicyRequest), typeof(InitializePolicyRequest)];
}

internal sealed class PolicyLearningOptionsValidator : AbstractValidator<PolicyLearningOptions>
{
    public PolicyLearningOptionsValidator()
    {
        RuleFor(o => o.Settings).SetValidator(new ImprovementSettingsValidator());
        RuleFor(o => o.Imitation).SetValidator(new ImitationOptionsValidator());
        RuleFor(o => o.KlPenalty).Must(p => p >= 0 && double.IsFinite(p)).WithMessage("must be 0 or more, not {PropertyValue}.");
        RuleFor(o => o.EvaluationEpisodes).InclusiveBetween(1, 100_000).WithMessage("must be 1 to 100000, not {PropertyValue}.");
    }
}
