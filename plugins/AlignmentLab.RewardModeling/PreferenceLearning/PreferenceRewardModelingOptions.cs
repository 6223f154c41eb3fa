using AlignmentLab.Algorithms;
using AlignmentLab.Judges;
using AlignmentLab.RewardModeling.Attacks;
using AlignmentLab.RewardModeling.Fitting;
using AlignmentLab.RewardModeling.PolicyComparison;
using AlignmentLab.RewardModeling.PolicyLearning;
using AlignmentLab.RewardModeling.Queries;
using FluentValidation;

namespace AlignmentLab.RewardModeling.PreferenceLearning;

/// <summary>Options of <see cref="PreferenceRewardModeling"/>.</summary>
public sealed record PreferenceRewardModelingOptions : INeedEffects
{
    private static readonly IReadOnlyList<ComparedPolicy> Both = [new() { Kind = PolicyKind.Uniform }, new() { Kind = PolicyKind.Expert }];

    /// <summary>
    /// What acts, 20 policies at most: fragments of their rollouts are compared. Null: <c>uniform</c> and <c>expert</c>, or with <c>improve</c> nothing but the policy that is
    /// improved, which acts in any case.
    /// </summary>
    public IReadOnlyList<ComparedPolicy>? Policies { get; init; }

    /// <summary>How a policy is improved against each round's reward, so that fragments of it are compared; null: policies stay as they are named.</summary>
    public ImproveOptions? Improve { get; init; }

    /// <summary>Who compares: a scripted judge, or <c>human</c>.</summary>
    public JudgeRef Judge { get; init; } = JudgeRef.Of("boltzmann");

    /// <summary>Rounds, 1 to 1,000.</summary>
    public int Rounds { get; init; } = 3;

    /// <summary>Rollouts of each policy a round, 1 to 1,000.</summary>
    public int RolloutsPerRound { get; init; } = 5;

    /// <summary>Steps of a fragment, 1 to 1,000; both fragments of a pair are cut to the shorter rollout where one is shorter.</summary>
    public int FragmentSteps { get; init; } = 25;

    /// <summary>Pairs that the judge is asked about in a round, 1 to 10,000; each is one expert query. With <c>improve</c>, the mean over the rounds.</summary>
    public int QueriesPerRound { get; init; } = 50;

    /// <summary>Candidate pairs a query, 1 to 100, of which the selection picks; 1 leaves it no choice.</summary>
    public int CandidatesPerQuery { get; init; } = 10;

    /// <summary>How queries are picked from the second round on; in the first there is no reward yet and they are drawn at random.</summary>
    public QuerySelection Selection { get; init; } = QuerySelection.Variance;

    /// <summary>Pairs in which a fragment of the expert is taken as preferred to one of the policies, unasked (Ibarz et al. 2018); 0 to 10,000.</summary>
    public int DemonstrationPairs { get; init; }

    /// <summary>How rewards are fitted, anew each round, to all answers so far.</summary>
    public RewardFitOptions Fit { get; init; } = new();

    /// <summary>
    /// Rollouts of each policy on which learned and visible return are put side by side, 1 to 1,000; no reward is fitted to them. With <c>improve</c>, of the improved
    /// policy, anew each round.
    /// </summary>
    public int TestRollouts { get; init; } = 20;

    /// <summary>Pairs of fragments of these rollouts on which the reward's answer is put beside the visible return, 1 to 10,000.</summary>
    public int TestPairs { get; init; } = 200;

    /// <summary>Whether the last reward is searched for what it overrates.</summary>
    public bool AttackReward { get; init; }

    /// <summary>How hard that search is.</summary>
    public RewardAttackOptions Attack { get; init; } = new();

    IEnumerable<Type> INeedEffects.NeededEffects => Improve is null ? [] : PolicyLearningOptions.NeededEffects;

    /// <summary>The policies that are named, or those that none named means.</summary>
    internal IReadOnlyList<ComparedPolicy> ActingPolicies() => Policies ?? (Improve is null ? Both : []);

    /// <summary>How many queries each round asks.</summary>
    internal int[] Queries() => Improve is { FirstShare: { } first } improve
        ? QuerySchedule.Falling(Rounds, Rounds * QueriesPerRound, first, improve.HalvedAfter)
        : QuerySchedule.Constant(Rounds, QueriesPerRound);
}

internal sealed class PreferenceRewardModelingOptionsValidator : AbstractValidator<PreferenceRewardModelingOptions>
{
    private const int MostPairs = 50_000;

    public PreferenceRewardModelingOptionsValidator()
    {
        RuleFor(o => o.Policies).Must((o, _) => o.ActingPolicies().Count <= 20 && (o.Improve is not null || o.ActingPolicies().Count > 0)).WithMessage("must be 1 to 20 policies.");
        RuleForEach(o => o.Policies!).SetValidator(new ComparedPolicyValidator());
        RuleFor(o => o.Improve!).SetValidator(new ImproveOptionsValidator());
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
        RuleFor(o => o).Must(LeavesNoRoundOut).OverridePropertyName("queriesPerRound")
            .WithMessage("is too low: with improve.firstShare and improve.halvedAfter some round would ask nothing. Ask more, or make fewer rounds.");
        RuleFor(o => o).Must(o => (long)o.QueriesPerRound * o.CandidatesPerQuery <= MostPairs).OverridePropertyName("candidatesPerQuery")
            .WithMessage($"times queriesPerRound must be {MostPairs} at most: one request names all candidates.");
        RuleFor(o => o.Attack).SetValidator(new RewardAttackOptionsValidator());
        RuleFor(o => o.Fit).SetValidator(new RewardFitOptionsValidator());
    }

    private static bool LeavesNoRoundOut(PreferenceRewardModelingOptions o) =>
        o.Rounds is < 1 or > 1_000 || o.QueriesPerRound is < 1 or > 10_000 || o.Improve is { FirstShare: not (> 0 and < 1) } or { HalvedAfter: not > 0 } || o.Queries().Min() >= 1;

    private void From(System.Linq.Expressions.Expression<Func<PreferenceRewardModelingOptions, int>> option, int least, int most) =>
        RuleFor(option).InclusiveBetween(least, most).WithMessage($"must be {least} to {most}, not {{PropertyValue}}.");
}
