using AlignmentLab.Bills;
using AlignmentLab.Imitation.Scheming;
using AlignmentLab.Imitation.Scoring;
using AlignmentLab.Learning;
using FluentValidation;

namespace AlignmentLab.Imitation.Chunks;

/// <summary>Options of <see cref="ChunkedImitation"/>.</summary>
public sealed record ChunkedImitationOptions
{
    /// <summary>N, 1 to 10,000; the first clones.</summary>
    public int Rounds { get; init; } = 6;

    /// <summary>Steps of the expert in all, 1 to 10,000,000, as many in each round.</summary>
    public int Labels { get; init; } = 6000;

    /// <summary>k, round by round.</summary>
    public ChunkSchedule Chunk { get; init; } = new();

    /// <summary>The model and its training, once a round.</summary>
    public LearnerOptions Learner { get; init; } = new() { Model = new ModelSpec { Kind = "transformer" } };

    /// <summary>The policy draws its choices with the model's probabilities (true), or takes the likeliest (false).</summary>
    public bool Draws { get; init; } = true;

    /// <summary>Continuations by which each round's policy is compared with the expert, 0 to 100,000: 0, or 2 and more; a dynamic schedule needs them.</summary>
    public int Continuations { get; init; } = 200;

    /// <summary>Steps of each continuation, 1 to the horizon.</summary>
    public int ContinuationSteps { get; init; } = 8;

    /// <summary>What is trained to tell the last policy's continuations from the expert's; null: nothing.</summary>
    public LearnerOptions? Discriminator { get; init; }

    /// <summary>What a policy could do that hides from training in chunks as the last round's; null: not asked.</summary>
    public SchemerOptions? Schemer { get; init; }

    /// <summary>Whose bill is made out.</summary>
    public BilledTransformer Billed { get; init; } = new();

    /// <summary>Episodes of each round's and of the final evaluation, 1 to 100,000.</summary>
    public int EvaluationEpisodes { get; init; } = 100;
}

internal sealed class ChunkedImitationOptionsValidator : AbstractValidator<ChunkedImitationOptions>
{
    public ChunkedImitationOptionsValidator()
    {
        RuleFor(o => o.Rounds).From(1, OptionRules.MostRounds);
        RuleFor(o => o.Labels).From(1, OptionRules.MostLabels);
        RuleFor(o => o.Labels).Must((o, labels) => labels >= o.Rounds).WithMessage(o => $"is {o.Labels} in {o.Rounds} rounds; each takes one at least.");
        RuleFor(o => o.Chunk).SetValidator(new ChunkScheduleValidator());
        RuleFor(o => o.Learner).SetValidator(new LearnerOptionsValidator());
        RuleFor(o => o.Continuations).From(0, OptionRules.MostEpisodes);
        RuleFor(o => o.Continuations).NotEqual(1).WithMessage("must be 0, or 2 and more to be compared; it is 1.");
        RuleFor(o => o.Continuations).GreaterThan(0).When(o => o.Chunk.IsDynamic).WithMessage(o => $"must be 2 or more for chunk.kind {o.Chunk.Kind}, which goes by what they show.");
        RuleFor(o => o.ContinuationSteps).From(1, OptionRules.MostEpisodes);
        RuleFor(o => o.Discriminator).SetValidator(new LearnerOptionsValidator()!);
        RuleFor(o => o.Discriminator).Null().When(o => o.Continuations == 0).WithMessage("needs continuations to tell apart; set continuations.");
        RuleFor(o => o.Schemer).SetValidator(new SchemerOptionsValidator()!);
        RuleFor(o => o.Billed).SetValidator(new BilledTransformerValidator());
        RuleFor(o => o.EvaluationEpisodes).From(1, OptionRules.MostEpisodes);
    }
}
