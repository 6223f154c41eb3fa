using AlignmentLab.Algorithms;
using AlignmentLab.Environments;
using AlignmentLab.Policies;
using AlignmentLab.Rewards;
using FluentValidation;

namespace AlignmentLab.Quantilization.Search;

/// <summary>How the overseer searches at each step. Part of stored requests.</summary>
public sealed record SearchLimits
{
    /// <summary>How many actions are drawn from the base to choose among, 1 to 1,000; the same one may be drawn twice.</summary>
    public int Candidates { get; init; } = 4;

    /// <summary>How many steps a candidate is followed, it and then the base, 1 to 1,000.</summary>
    public int Depth { get; init; } = 10;

    /// <summary>q: one of the best ceil(q n) candidates is taken, each as likely, in (0, 1]; as small as 1/n: the best.</summary>
    public double Quantile { get; init; } = 0.25;
}

internal sealed class SearchLimitsValidator : AbstractValidator<SearchLimits>
{
    public SearchLimitsValidator()
    {
        RuleFor(l => l.Candidates).InclusiveBetween(1, 1_000).WithMessage("must be 1 to 1000, not {PropertyValue}.");
        RuleFor(l => l.Depth).InclusiveBetween(1, 1_000).WithMessage("must be 1 to 1000, not {PropertyValue}.");
        RuleFor(l => l.Quantile).Must(q => q is > 0 and <= 1).WithMessage("must be above 0 and at most 1, not {PropertyValue}.");
    }
}

/// <summary>
/// Asks for episodes in which each action is searched for at test time: the base proposes, each proposal is followed in a copy of the
/// environment, and a quantilizer chooses by what the reward source says of it.
/// </summary>
/// <param name="Episodes">1 or more.</param>
[Effect("search", "search-requested.v1", "search-completed.v1")]
public sealed record SearchRequest(EnvironmentRef Environment, Policy Base, RewardSource Reward, SearchLimits Limits, int Episodes) : Effect<SearchedEpisodes>;

/// <summary>What came of a search.</summary>
/// <param name="Returns">The visible return of each episode.</param>
/// <param name="Steps">Actions taken in all.</param>
/// <param name="Searched">Steps that were only looked at.</param>
public sealed record SearchedEpisodes(double[] Returns, long Steps, long Searched);
