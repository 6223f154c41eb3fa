using FluentValidation;

namespace AlignmentLab.Learning;

/// <summary>The ranges that <see cref="LearnerOptions"/> documents; for use in the validator of an algorithm's options.</summary>
public sealed class LearnerOptionsValidator : AbstractValidator<LearnerOptions>
{
    /// <summary>A quarter of a GiB in single precision, three times as much while Adam trains them.</summary>
    private const long MostWeights = 1 << 26;

    public LearnerOptionsValidator()
    {
        RuleFor(l => l.Loss).Must(v => v is "auto" or "cross-entropy" or "squared-error").WithMessage("must be auto, cross-entropy or squared-error, not '{PropertyValue}'.");
        RuleFor(l => l.Epochs).InclusiveBetween(1, 100_000).WithMessage("must be 1 to 100000, not {PropertyValue}.");
        RuleFor(l => l.BatchSize).InclusiveBetween(1, 1_000_000).WithMessage("must be 1 to 1000000, not {PropertyValue}.");
        RuleFor(l => l.Model.Kind).Must(v => v is "mlp" or "linear" or "ridge" or "transformer" or "ngram").WithMessage("must be mlp, linear, ridge, transformer or ngram, not '{PropertyValue}'.");
        RuleFor(l => l.Model.Order).InclusiveBetween(1, 8).WithMessage("must be 1 to 8, not {PropertyValue}.");
        RuleFor(l => l.Model.NormalizeInputs).Equal(false).When(l => l.Model.ReadsSequences()).WithMessage("is of no use where inputs are tokens; leave it out.");
        When(l => l.Model.Transformer is not null, () =>
        {
            RuleFor(l => l.Model.Transformer!.Layers).InclusiveBetween(1, 64).WithMessage("must be 1 to 64, not {PropertyValue}.");
            RuleFor(l => l.Model.Transformer!.Width).InclusiveBetween(1, 4096).WithMessage("must be 1 to 4096, not {PropertyValue}.");
            RuleFor(l => l.Model.Transformer!.Heads).Must((l, heads) => heads >= 1 && l.Model.Transformer!.Width % heads == 0)
                .WithMessage("must be a divisor of the width, not {PropertyValue}.");
            RuleFor(l => l.Model.Transformer!).Must(t => 12L * t.Layers * t.Width * t.Width <= MostWeights).OverridePropertyName("Model.Transformer")
                .WithMessage($"must make at most {MostWeights} weights, 12 for each layer and square of the width; take fewer layers or a smaller width.");
            RuleFor(l => l.Model.Transformer!.Vocabulary).InclusiveBetween(1, 1_000_000).WithMessage("must be 1 to 1000000, not {PropertyValue}.");
        });
        RuleFor(l => l.Model.Hidden).Must(h => h.Length <= 20 && h.All(width => width is >= 1 and <= 65_536)).WithMessage("must be at most 20 widths of 1 to 65536.");
        RuleFor(l => l.Model.Hidden).Must(h => h.Zip(h.Skip(1), (a, b) => (long)a * b).Sum() <= MostWeights)
            .WithMessage($"must make at most {MostWeights} weights between hidden layers; make some narrower.");
        RuleFor(l => l.Model.Dropout).Must(d => d is null or (> 0 and < 1)).WithMessage("must be above 0 and below 1, not {PropertyValue}.");
        RuleFor(l => l.Model.Dropout).Null().When(l => l.Model.Kind != "mlp" || l.Model.Hidden.Length == 0).WithMessage("is of hidden layers, which only an mlp has; leave it out.");
        RuleFor(l => l.Model.Activation).Must(v => v is "tanh" or "relu").WithMessage("must be tanh or relu, not '{PropertyValue}'.");
        RuleFor(l => l.Model.RidgePenalty).GreaterThan(0).WithMessage("must be more than 0, not {PropertyValue}.");
        RuleFor(l => l.Optimizer.Kind).Must(v => v is "adam" or "sgd").WithMessage("must be adam or sgd, not '{PropertyValue}'.");
        RuleFor(l => l.Optimizer.LearningRate).GreaterThan(0).WithMessage("must be more than 0, not {PropertyValue}.");
        RuleFor(l => l.Optimizer.Momentum).Must(v => v is >= 0 and < 1).WithMessage("must be in [0, 1), not {PropertyValue}.");
        RuleFor(l => l.Optimizer.Beta1).Must(v => v is >= 0 and < 1).WithMessage("must be in [0, 1), not {PropertyValue}.");
        RuleFor(l => l.Optimizer.Beta2).Must(v => v is >= 0 and < 1).WithMessage("must be in [0, 1), not {PropertyValue}.");
        RuleFor(l => l.Optimizer.Epsilon).GreaterThan(0).WithMessage("must be more than 0, not {PropertyValue}.");
        RuleFor(l => l.Optimizer.WeightDecay).GreaterThanOrEqualTo(0).WithMessage("must be 0 or more, not {PropertyValue}.");
    }
}
