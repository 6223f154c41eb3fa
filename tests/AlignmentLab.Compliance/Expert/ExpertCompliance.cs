using AlignmentLab.Environments;
using AlignmentLab.Experts;
using AlignmentLab.Randomness;
using Shouldly;
using Xunit;

namespace AlignmentLab.Compliance;

/// <summary>
/// What every scripted expert keeps to that decides from the observation alone, so that cloning it is a well-posed
/// problem. Enrol by an empty subclass that creates the factories.
/// </summary>
public abstract class ExpertCompliance
{
    private const int Episodes = 5;

    protected abstract IEnvironmentFactory EnvironmentFactory { get; }

    protected abstract IScriptedExpertFactory ExpertFactory { get; }

    [Fact]
    public void Environment_OfTheExpert_IsTheOneItIsRegisteredFor() =>
        ExpertFactory.Environment.ShouldBe(EnvironmentFactory.Name);

    [Fact]
    public void Act_AlongItsOwnEpisodesAndRandomOnes_StaysInTheActionSpace()
    {
        var space = CreateEnvironment().ActionSpace;
        Visited().ShouldAllBe(pair => space.Contains(pair.Action));
    }

    [Fact]
    public void Act_ByAnotherInstanceInAnotherOrder_GivesTheSameBits()
    {
        var visited = Visited().ToArray();
        visited.Length.ShouldBeGreaterThanOrEqualTo(Episodes);
        new Pcg64(1).Shuffle<(double[] Observation, double[] Action)>(visited);
        var other = CreateExpert();
        other.Begin(new Pcg64(2));
        var answer = new double[visited[0].Action.Length];
        foreach (var (observation, action) in visited)
        {
            if (other is IDistributionExpert chooser)
            {
                ShouldChoose(chooser, observation, action[0]);
                continue;
            }

            other.Act(observation, answer);
            answer.Select(BitConverter.DoubleToInt64Bits).ShouldBe(action.Select(BitConverter.DoubleToInt64Bits));
        }
    }

    [Fact]
    public void Act_AlongItsOwnEpisodes_BeatsRandomActions() =>
        MeanReturn(random: false).ShouldBeGreaterThan(MeanReturn(random: true));

    // One that draws its choices has the same probabilities, and takes none that it calls impossible.
    private void ShouldChoose(IDistributionExpert chooser, double[] observation, double taken)
    {
        var choices = ((DiscreteSpace)CreateEnvironment().ActionSpace).Count;
        var (probabilities, fresh) = (new double[choices], new double[choices]);
        chooser.Distribution(observation, probabilities);
        ((IDistributionExpert)CreateExpert()).Distribution(observation, fresh);
        probabilities.Select(BitConverter.DoubleToInt64Bits).ShouldBe(fresh.Select(BitConverter.DoubleToInt64Bits));
        probabilities.ShouldAllBe(p => p >= 0);
        probabilities.Sum().ShouldBe(1, 1e-12);
        probabilities[(int)taken].ShouldBeGreaterThan(0);
    }

    private double MeanReturn(bool random)
    {
        var total = 0.0;
        for (var seed = 0; seed < Episodes; seed++)
        {
            RunEpisode(seed, random, (_, _, reward) => total += reward);
        }

        return total / Episodes;
    }

    private List<(double[] Observation, double[] Action)> Visited()
    {
        var visited = new List<(double[], double[])>();
        for (var seed = 0; seed < Episodes; seed++)
        {
            RunEpisode(seed, seed % 2 == 1, (observation, label, _) => visited.Add(([.. observation], [.. label])));
        }

        return visited;
    }

    /// <summary>Follows the expert or random actions and shows each observation, the expert's action on it and the reward.</summary>
    private void RunEpisode(int seed, bool random, Action<double[], double[], double> show)
    {
        var (environment, expert, draws) = (CreateEnvironment(), CreateExpert(), new Pcg64((ulong)seed));
        var observation = new double[environment.ObservationSpace.Dimension];
        var (label, action) = (new double[environment.ActionSpace.Dimension], new double[environment.ActionSpace.Dimension]);
        environment.Reset(draws, observation);
        expert.Begin(draws);
        for (var done = false; !done;)
        {
            expert.Act(observation, label);
            var seen = observation.ToArray();
            label.CopyTo(action, 0);
            if (random)
            {
                environment.ActionSpace.Sample(draws, action);
            }

            var outcome = environment.Step(action, observation);
            show(seen, label, outcome.Reward);
            done = outcome.Done;
        }
    }

    private IEnvironment CreateEnvironment() => EnvironmentFactory.Create(Options(EnvironmentFactory.OptionsType));

    private IScriptedExpert CreateExpert() => ExpertFactory.Create(Options(ExpertFactory.OptionsType), CreateEnvironment());

    private static object Options(Type type) => Activator.CreateInstance(type).ShouldNotBeNull();
}
