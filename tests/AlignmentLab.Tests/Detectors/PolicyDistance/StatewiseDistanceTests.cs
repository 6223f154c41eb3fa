using AlignmentLab.Algorithms;
using AlignmentLab.Compliance;
using AlignmentLab.Core.Incidents;
using AlignmentLab.Detection;
using AlignmentLab.Detectors;
using AlignmentLab.Detectors.PolicyDistance;
using AlignmentLab.Environments;
using AlignmentLab.Policies;
using AlignmentLab.PolicyOptimization;
using AlignmentLab.Randomness;
using AlignmentLab.Tests.Core;
using AlignmentLab.Trajectories;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Detectors.PolicyDistance;

public sealed class StatewiseDistanceTests
{
    private readonly DetectorHistory _history = PlayedEpisodes.History();

    /// <summary>Frequencies cannot tell the two apart: each takes either action in every other cell.</summary>
    [Fact]
    public async Task Rollouts_OfAPolicyThatDoesTheSameElsewhere_AreAFindingByState()
    {
        Play(Policy(1, cell => cell % 2 == 0 ? [1, 0, 0, 0] : [0, 1, 0, 0]), 40);
        Play(Policy(2, cell => cell % 2 == 1 ? [1, 0, 0, 0] : [0, 1, 0, 0]), 40);

        var finding = (await ObserveAsync()).ShouldHaveSingleItem();
        ((string)finding.Evidence["basis"]!).ShouldBe("action-probabilities");
        ((double)finding.Evidence["newest"]!).ShouldBeGreaterThan(0.5);
        finding.Evidence["table"]!.ToJsonString().ShouldContain("infinite");
        finding.Severity.ShouldBe(Severity.Medium);
    }

    [Fact]
    public async Task Rollouts_OfAPolicyThatMovesLittle_AreNone()
    {
        Play(Policy(1, _ => [0.5, 0.5, 0, 0]), 40);
        Play(Policy(2, _ => [0.6, 0.4, 0, 0]), 200);
        (await ObserveAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Rollouts_OfPoliciesThatCannotSay_AreComparedByFrequency()
    {
        var random = new Pcg64(3);
        for (var i = 0; i < 80; i++)
        {
            if (i < 40)
            {
                _history.Stroll(random);
            }
            else
            {
                _history.Oscillate(random);
            }
        }

        ((string)(await ObserveAsync()).ShouldHaveSingleItem().Evidence["basis"]!).ShouldBe("action-frequencies");
    }

    /// <summary>Worked by hand: sqrt(1 - sqrt(0.45) - sqrt(0.05)), and 0.9 log 1.8 + 0.1 log 0.2.</summary>
    [Fact]
    public async Task Of_TwoKnownDistributions_IsTheMeanOverTheStates()
    {
        var (first, second) = (Policy(1, _ => [0.5, 0.5, 0, 0]), Policy(2, cell => cell < 12 ? [0.9, 0.1, 0, 0] : [0.5, 0.5, 0, 0]));
        var distance = new StatewiseDistance(Scope(), new PolicyDistanceOptions());
        var token = TestContext.Current.CancellationToken;

        (await distance.OfAsync(first, Walk(), token)).ShouldBe(default(PolicyDistances));
        var known = (await distance.OfAsync(second, Walk(), token))!.Value;
        known.Hellinger.ShouldBe(0.324920 / 2, 1e-6);
        known.KullbackLeibler.ShouldBe(0.368064 / 2, 1e-6);
        (await distance.OfAsync(new UniformPolicy(), Walk(), token)).ShouldBeNull("nobody can open it here");
    }

    [Fact]
    public async Task Run_OfALearner_IsComparedWithItsFirstPolicyStateByState()
    {
        await using var lab = TestLab.Fresh(new EnvironmentsModule(), new PolicyOptimizationModule(), new DetectorsModule());

        var result = await lab.RunAsync("name: q\nalgorithm: q-learning\nenvironment: boat-race\ndetectors: [policy-distance]\noptions: { learning: { episodes: 500 }, evaluationEpisodes: 5, rollouts: 30 }");

        var incident = (await lab.Mediator.Send(new ListIncidents(result.Run), TestContext.Current.CancellationToken)).ShouldHaveSingleItem();
        ((string)incident.Evidence["basis"]!).ShouldBe("action-probabilities");

        // Even actions of four against one of them alone.
        ((double)incident.Evidence["newest"]!).ShouldBe(Math.Sqrt(0.5), 0.05);
    }

    private TabularPolicy Policy(byte name, Func<double, double[]> probabilities)
    {
        var policy = new TabularPolicy(_history.Put([name]));
        _history.Open(policy, () => new Told(probabilities));
        return policy;
    }

    private void Play(Policy policy, int rollouts)
    {
        for (var i = 0; i < rollouts; i++)
        {
            _history.Rollout(policy, Walk());
        }
    }

    private static Trajectory Walk() =>
        new(PlayedEpisodes.Steps, 1, [.. Enumerable.Range(0, PlayedEpisodes.Steps + 1).Select(i => (double)i)], 1, [.. Enumerable.Range(0, PlayedEpisodes.Steps).Select(i => i % 2.0)], new double[PlayedEpisodes.Steps]);

    private DetectorScope Scope() => new(new RunId("test"), _history.Environment, _history, purpose => new RandomStream(0, purpose)) { OpenPolicy = _history.OpenAsync };

    private async Task<IReadOnlyList<Finding>> ObserveAsync()
    {
        var (session, findings) = (new PolicyDistanceDetector().Open(new PolicyDistanceOptions(), Scope()), new List<Finding>());
        foreach (var observed in _history.Observed)
        {
            findings.AddRange(await session.ObserveAsync(observed, TestContext.Current.CancellationToken));
        }

        return findings;
    }

    private sealed class Told(Func<double, double[]> probabilities) : IDistributionActor
    {
        public void Begin(IDrawSource draws)
        {
        }

        public void Act(ReadOnlySpan<double> observation, Span<double> action) => action[0] = 0;

        public void Distribution(ReadOnlySpan<double> observation, Span<double> told) => probabilities(observation[0]).CopyTo(told);
    }
}
