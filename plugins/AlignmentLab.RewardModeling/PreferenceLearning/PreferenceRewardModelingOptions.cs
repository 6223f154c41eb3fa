using AlignmentLab.Judges;
using AlignmentLab.RewardModeling.Attacks;
using AlignmentLab.RewardModeling.Fitting;
using AlignmentLab.RewardModeling.PolicyComparison;
using AlignmentLab.RewardModeling.Queries;
using FluentValidation;

namespace AlignmentLab.RewardModeling.PreferenceLearning;

/// <summary>Options of <see cref="PreferenceRewardModeling"/>.</summary>
public sealed record PreferenceRewardModelingOptions
{
    /// <summary>What acts, 1 to 20 policies: fragments of their rollouts are compared.</summary>
    public IReadOnlyList<ComparedPolicy> Policies { get; init; } = [new() { Kind = PolicyKind.Uniform }, new() { Kind = PolicyKind.Expert }];

    /// <summary>Who compares: a scripted judge, or <c>human</c>.</summary>
    public JudgeRef Judge { get; init; } = JudgeRef.Of("boltzmann");

    /// <summary>Rounds, 1 to 1,000.</summary>
    public int Rounds { get; init; } = 3;

    /// <summary>Rollouts of each policy a round, 1 to 1,000.</summary>
    public int RolloutsPerRound { get; init; } = 5;

    /// <summary>Steps of a fragment, 1 to 1,000; both fragments of a pair are cut to the shorter rollout where one is shorter.</summary>
    public int FragmentSteps { get; init; } = 25;

    /// <summary>Pairs that the judge is asked about in a round, 1 to 10,000; each is one expert query.</summary>
    public int QueriesPerRound { get; init; } = 50;

    /// <summary>Candidate pairs a query, 1 to 100, of which the selection picks; 1 leaves it no choice.</summary>
    public int CandidatesPerQuery { get; init; } = 10;

    /// <summary>How queries are picked from the second round on; in the first there is no reward yet and they are drawn at random.</summary>
    public QuerySelection Selection { get; init; } = QuerySelection.Variance;

    /// <summary>Pairs in which a fragment of the expert is taken as preferred to one of the policies, unasked (Ibarz et al. 2018); 0 to 10,000.</summary>
    public int DemonstrationPairs { get; init; }

    /// <summary>How rewards are fitted, anew each round, to all answers so far.</summary>
    public RewardFitOptions Fit { get; init; } = new();

    /// <summary>Rollouts of each policy on which learned and visible return are put side by side, 1 to 1,000; no reward is fitted to them.</summary>
    public int TestRollouts { get; init; } = 20;

    /// <summary>Pairs of fragments of these rollouts on which the reward's answer is put beside the visible return, 1 to 10,000.</summary>
    public int TestPairs { get; init; } = 200;

    /// <summary>Whether the last reward is searched for what it overrates.</summary>
    public bool AttackReward { get; init; }

    /// <summary>How hard that search is.</summary>
    public RewardAttackOptions Attack { get; init; } = new();
}

internal sealed class PreferenceRewardModelingOptionsValidator : AbstractValidator<PreferenceRewardModelingOptions>
{
    private const int MostPairs = 50_000;

    public PreferenceRewardModelingOptionsValidator()
    {
        RuleFor(o => o.Policies).Must(p => p.Count is >= 1 and <= 20).WithMessage("must be 1 to 20 policies.");
        RuleForEach(o => o.Policies).SetValidator(new ComparedPolicyValidator());
        From(o => o.Rounds, 1, 1_000);
        From(o => o.RolloutsPerRound, 1, 1_000);
        From(o => o.FragmentSteps, 1, 1_000);
        From(o => o.QueriesPerRound, 1, 10_000);
        From(o => o.CandidatesPerQuery, 1, 100);
        From(o => o.DemonstrationPairs, 0, 10_000);
        From(o => o.TestRollouts, 1, 1_000);
        From(o => o.TestPairs, 1, 10_000);
        RuleFor(o => o).Must(o => ((long)o.Rounds * o.QueriesPerRound) + o.DemonstrationPairs <= MostPairs).OverridePropertyName("queriesPerRound")
            .WithMessage($"times rounds, with demonstrationPairs, must be {MostPairs} at most: each fit's request names all pairs so far.");
        RuleFor(o => o).Must(o => (long)o.QueriesPerRound * o.CandidatesPerQuery <= MostPairs).OverridePropertyName("candidatesPerQuery")
            .WithMessage($"times queriesPerRound must be {MostPairs} at most: one request names all candidates.");
        RuleFor(o => o.Attack).SetValidator(new RewardAttackOptionsValidator());
        RuleFor(o => o.Fit).SetValidator(new RewardFitOptionsValidator());
    }

    private void From(System.Linq.Expressions.Expression<Func<PreferenceRewardModelingOptions, int>> option, int least, int most) =>
        RuleFor(option).InclusiveBetween(least, most).WithMessage($"must be {least} to {most}, not {{PropertyValue}}.");
}
