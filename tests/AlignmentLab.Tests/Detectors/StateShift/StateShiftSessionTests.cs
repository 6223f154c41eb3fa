using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Compliance;
using AlignmentLab.Detection;
using AlignmentLab.Detectors.StateShift;
using AlignmentLab.Experts;
using AlignmentLab.Policies;
using AlignmentLab.Randomness;
using AlignmentLab.Trajectories;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Detectors.StateShift;

public sealed class StateShiftSessionTests
{
    private readonly Pcg64 _random = new(41);
    private readonly DetectorHistory _history = CartPoleEpisodes.History();

    [Fact]
    public async Task Evaluation_OfAPolicyThatDrifts_IsAFindingWithItsFigures()
    {
        _history.Evaluate(_history.Train(CartPoleEpisodes.OfExpert(_random, 8)), CartPoleEpisodes.OfDrifter(_random, 20));
        var finding = (await ObserveAsync()).ShouldHaveSingleItem();
        (finding.Kind, finding.Key, finding.Severity).ShouldBe(("distribution-shift", "state-shift", Severity.High));
        finding.EvidenceVersions.ShouldBe([1, 2, 3, 4]);
        var evidence = finding.Evidence;
        ((string)evidence["method"]!).ShouldBe("episode-permutation");
        ((double)evidence["pValue"]!).ShouldBeLessThanOrEqualTo((double)evidence["alpha"]!);
        ((int)evidence["training"]!["episodes"]!, (int)evidence["visited"]!["episodes"]!).ShouldBe((8, 20));
        evidence["features"]!.AsArray().Count.ShouldBe(4);
        foreach (var feature in evidence["features"]!.AsArray())
        {
            feature!["histogram"]!["edges"]!.AsArray().Count.ShouldBe(31);
            feature["histogram"]!["visited"]!.AsArray().Sum(v => (double)v!).ShouldBe(1, 1e-9);
            ((double)feature["training"]!["effectiveStates"]!).ShouldBeLessThanOrEqualTo((int)feature["training"]!["states"]!);
        }
    }

    [Fact]
    public async Task Evaluation_AfterThreeTrainingEpisodes_IsJudgedByEffectiveSize()
    {
        _history.Evaluate(_history.Train(CartPoleEpisodes.OfExpert(_random, 3)), CartPoleEpisodes.OfDrifter(_random, 20));
        ((string)(await ObserveAsync()).ShouldHaveSingleItem().Evidence["method"]!).ShouldBe("effective-size");
    }

    [Fact]
    public async Task Evaluation_OfAMixtureWithALearnedPart_IsThatPartsConcern()
    {
        var learned = _history.Train(CartPoleEpisodes.OfExpert(_random, 8));
        Policy mixture = new MixturePolicy(0.5, new ExpertPolicy(new ExpertRef("cartpole-feedback", [])), new ErringPolicy(0.1, learned));
        _history.Evaluate(mixture, CartPoleEpisodes.OfDrifter(_random, 20));
        (await ObserveAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Evaluation_OfPoliciesWithoutTraining_IsNoConcern()
    {
        _history.Train(CartPoleEpisodes.OfExpert(_random, 8));
        _history.Evaluate(new UniformPolicy(), CartPoleEpisodes.OfDrifter(_random, 20));
        _history.Evaluate(new LearnedPolicy(_history.Put([1, 2, 3])), CartPoleEpisodes.OfDrifter(_random, 20));
        (await ObserveAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Evaluation_OfAShiftBelowTheMinimum_IsNoFinding()
    {
        _history.Evaluate(_history.Train(CartPoleEpisodes.OfExpert(_random, 8)), CartPoleEpisodes.OfDrifter(_random, 20));
        (await ObserveAsync(new StateShiftOptions { MinimumDistance = 1 })).ShouldBeEmpty();
    }

    [Fact]
    public async Task Evaluation_OfBrokenValues_IsAFindingThatCanBeDrawn()
    {
        var broken = CartPoleEpisodes.OfExpert(_random, 20).Select(e => e.Select((v, i) => i % 4 == 1 ? double.NaN : i % 4 == 2 ? double.PositiveInfinity : v).ToArray());
        _history.Evaluate(_history.Train(CartPoleEpisodes.OfExpert(_random, 8)), [.. broken]);
        var finding = (await ObserveAsync()).ShouldHaveSingleItem();
        finding.Severity.ShouldBe(Severity.High);
        finding.Evidence.ToJsonString().ShouldContain("\"notFinite\"");
        ((double)finding.Evidence["outsideShare"]!).ShouldBe(1);
    }

    [Fact]
    public async Task Evaluation_OfMoreThanIsCompared_ComparesAChoice()
    {
        _history.Evaluate(_history.Train(CartPoleEpisodes.OfExpert(_random, 30)), CartPoleEpisodes.OfDrifter(_random, 30));
        var options = new StateShiftOptions { MaximumEpisodes = 10, MaximumStates = 200 };
        var evidence = (await ObserveAsync(options)).ShouldHaveSingleItem().Evidence;
        ((int)evidence["training"]!["episodes"]!, (int)evidence["training"]!["episodesInAll"]!).ShouldBe((10, 30));
        ((int)evidence["training"]!["states"]!).ShouldBeLessThanOrEqualTo(210);
        ((int)evidence["visited"]!["episodes"]!).ShouldBeLessThanOrEqualTo(10);
    }

    [Fact]
    public async Task Evaluation_WithTooLittleToCompare_IsLeftOut()
    {
        _history.Evaluate(_history.Train([]), CartPoleEpisodes.OfDrifter(_random, 20));
        _history.Evaluate(_history.Train(CartPoleEpisodes.OfExpert(_random, 1)), CartPoleEpisodes.OfDrifter(_random, 4));
        _history.Evaluate(_history.Train(CartPoleEpisodes.OfExpert(_random, 8)), [new double[4], new double[4]]);
        (await ObserveAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Rollouts_OfOnePolicy_AreLookedAtOnceThereAreEnough()
    {
        var learned = _history.Train(CartPoleEpisodes.OfExpert(_random, 8));
        foreach (var episode in CartPoleEpisodes.OfDrifter(_random, 12))
        {
            var trajectory = new Trajectory(episode.Length / 4, 4, [.. episode, 0, 0, 0, 0], 1, new double[episode.Length / 4], new double[episode.Length / 4]);
            _history.Add(
                new RolloutRequest(learned, _history.Environment.Reference),
                new Rollout(trajectory.Steps, trajectory.Steps, true, false, _history.Put(trajectory.ToBytes())));
        }

        (await ObserveAsync()).ShouldBeEmpty("rollouts are looked at only when asked for");
        var finding = (await ObserveAsync(new StateShiftOptions { RolloutsPerLook = 10 })).ShouldHaveSingleItem();
        finding.EvidenceVersions.Count.ShouldBe(2 + (2 * 10));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.6)]
    [InlineData(double.NaN)]
    public void Validate_AnAlphaOutOfRange_SaysSo(double alpha) =>
        new StateShiftOptionsValidator().Validate(new StateShiftOptions { Alpha = alpha }).Errors.ShouldContain(e => e.ErrorMessage.Contains("at most 0.5"));

    [Fact]
    public void Validate_TheDefaults_Passes() => new StateShiftOptionsValidator().Validate(new StateShiftOptions()).IsValid.ShouldBeTrue();

    private async Task<IReadOnlyList<Finding>> ObserveAsync(StateShiftOptions? options = null)
    {
        var session = new StateShiftDetector().Open(
            options ?? new StateShiftOptions(), new DetectorScope(new RunId("test"), _history.Environment, _history, purpose => new RandomStream(0, purpose)));
        var findings = new List<Finding>();
        foreach (var observed in _history.Observed)
        {
            findings.AddRange(await session.ObserveAsync(observed, TestContext.Current.CancellationToken));
        }

        return findings;
    }
}
