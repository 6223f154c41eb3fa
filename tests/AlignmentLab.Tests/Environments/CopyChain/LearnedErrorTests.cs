using AlignmentLab.Environments;
using AlignmentLab.Environments.CopyChain;
using AlignmentLab.Experts;
using AlignmentLab.Randomness;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Environments.CopyChain;

/// <summary>
/// The compounding that a learner brings about by itself: it clones 8 demonstrations of a chain of 100 looks, errs where a
/// look is new to it, and the errors carry over until it is labelled on its own states.
/// </summary>
public sealed class LearnedErrorTests
{
    private const int Looks = 100;
    private const int Demonstrations = 8;
    private const int Tests = 4000;

    private readonly IEnvironment _environment = new CopyChainFactory().Create(new CopyChainOptions { Looks = Looks });
    private readonly CueExpert _expert = new();
    private readonly LookRidge _learner = new(Looks);
    private ulong _seed;

    [Fact]
    public void Mistakes_OfAClone_CompoundAsTheClosedFormOfItsOwnErrorSays()
    {
        Train(Demonstrations, onPolicy: false);
        var error = ErrorOnDemonstrations();
        error.ShouldBeInRange(0.003, 0.03);
        var (mean, standardError) = Mistakes();
        mean.ShouldBe(CompoundingError.Copying(_environment.MaxSteps, error), 3 * standardError);
        mean.ShouldBeGreaterThan(5 * CompoundingError.Recovering(_environment.MaxSteps, error));
    }

    [Fact]
    public void Mistakes_AfterAsManyLabelsOnItsOwnStates_NoLongerCompound()
    {
        Train(1, onPolicy: false);
        Train(Demonstrations - 1, onPolicy: true);
        var error = ErrorOnDemonstrations();
        var (mean, standardError) = Mistakes();
        mean.ShouldBeLessThan(2 * CompoundingError.Recovering(_environment.MaxSteps, error) + (3 * standardError));
    }

    private void Train(int episodes, bool onPolicy)
    {
        for (var i = 0; i < episodes; i++)
        {
            Run(onPolicy, (observation, label, _) => _learner.Add(observation, label));
        }
    }

    private double ErrorOnDemonstrations()
    {
        var (wrong, all) = (0, 0);
        for (var i = 0; i < Tests; i++)
        {
            Run(onPolicy: false, (observation, label, _) =>
            {
                all++;
                wrong += _learner.Act(observation) == label ? 0 : 1;
            });
        }

        return (double)wrong / all;
    }

    private (double Mean, double StandardError) Mistakes()
    {
        var counts = new double[Tests];
        for (var i = 0; i < Tests; i++)
        {
            Run(onPolicy: true, (_, _, reward) => counts[i] -= reward);
        }

        var mean = counts.Average();
        return (mean, Math.Sqrt(counts.Average(count => (count - mean) * (count - mean)) / Tests));
    }

    /// <summary>An episode of the learner or of the expert; shows each observation, the expert's label on it and the reward.</summary>
    private void Run(bool onPolicy, Action<double[], double, double> show)
    {
        var (observation, action) = (new double[2 * Looks], new double[1]);
        _environment.Reset(new Pcg64(_seed++), observation);
        for (var done = false; !done;)
        {
            _expert.Act(observation, action);
            var (seen, label) = (observation.ToArray(), action[0]);
            action[0] = onPolicy ? _learner.Act(observation) : label;
            var outcome = _environment.Step(action, observation);
            show(seen, label, outcome.Reward);
            done = outcome.Done;
        }
    }
}
