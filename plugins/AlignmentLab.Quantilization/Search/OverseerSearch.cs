using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Policies;
using AlignmentLab.Rewards;
using FluentValidation;

namespace AlignmentLab.Quantilization.Search;

/// <summary>Options of <see cref="OverseerSearch"/>.</summary>
public sealed record OverseerSearchOptions
{
    /// <summary>Who proposes: <c>uniform</c>, or the run's <c>expert</c>.</summary>
    public string Base { get; init; } = "uniform";

    /// <summary>How far the overseer searches: its own limit.</summary>
    public SearchLimits Limits { get; init; } = new();

    /// <summary>Episodes, 1 to 100,000.</summary>
    public int Episodes { get; init; } = 100;
}

internal sealed class OverseerSearchOptionsValidator : AbstractValidator<OverseerSearchOptions>
{
    public OverseerSearchOptionsValidator()
    {
        RuleFor(o => o.Base).Must(p => p is "uniform" or "expert").WithMessage("must be uniform or expert, not '{PropertyValue}'.");
        RuleFor(o => o.Limits).SetValidator(new SearchLimitsValidator());
        RuleFor(o => o.Episodes).InclusiveBetween(1, 100_000).WithMessage("must be 1 to 100000, not {PropertyValue}.");
    }
}

/// <summary>
/// The overseer's own search at test time, in place of a search at training time that finds whatever the reward rewards: at each step the
/// imitation proposes a few actions, each is followed for a few steps, and one of the better ones is taken (a quantilizer over sampled
/// actions; J. Taylor 2016). How hard it optimises is limited by how many are proposed.
/// </summary>
public sealed class OverseerSearch : IAlgorithm<OverseerSearchOptions>
{
    public async Task RunAsync(OverseerSearchOptions o, IRunContext run)
    {
        Policy proposer = o.Base == "expert" ? run.Expert.AsPolicy() : new UniformPolicy();
        var searched = await run.PerformAsync(new SearchRequest(run.Environment.Reference, proposer, new EnvironmentReward(), o.Limits, o.Episodes));
        await run.MeasureAsync("return", searched.Returns.Average(), unit: "return");
        await run.MeasureAsync("searched-steps", (double)searched.Searched / searched.Steps, unit: "steps looked at for a step taken");
    }
}
