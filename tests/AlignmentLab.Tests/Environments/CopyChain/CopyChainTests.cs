using System.Text.Json.Nodes;
using AlignmentLab.Environments;
using AlignmentLab.Environments.CopyChain;
using AlignmentLab.Experts;
using AlignmentLab.Randomness;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Environments.CopyChain;

public sealed class CopyChainTests
{
    private static readonly CopyChainFactory Factory = new();

    [Theory]
    [InlineData(50, 0.01)]
    [InlineData(100, 0.01)]
    [InlineData(100, 0.001)]
    public void Mistakes_OfNoisyExperts_AreExactlyTheTheorys(int horizon, double error)
    {
        ExpectedMistakes(new CopyExpert(), horizon, error).ShouldBe(CompoundingError.Copying(horizon, error), 1e-10);
        ExpectedMistakes(new CueExpert(), horizon, error).ShouldBe(CompoundingError.Recovering(horizon, error), 1e-10);
    }

    [Theory]
    [InlineData(50, 0.01)]
    [InlineData(50, 0.1)]
    public void Mistakes_OfNoisyExpertsInRollouts_AverageToTheTheorys(int horizon, double error)
    {
        foreach (var (expert, expected) in new (IScriptedExpert, double)[]
        {
            (new CopyExpert(), CompoundingError.Copying(horizon, error)),
            (new CueExpert(), CompoundingError.Recovering(horizon, error)),
        })
        {
            var mistakes = Enumerable.Range(0, 4000).Select(seed => Rollout(expert, horizon, error, (ulong)seed)).ToList();
            var mean = mistakes.Average();
            var standardError = Math.Sqrt(mistakes.Average(count => (count - mean) * (count - mean)) / mistakes.Count);
            mean.ShouldBe(expected, 3 * standardError);
        }
    }

    [Fact]
    public void Observation_AlongTheExpertsEpisodes_NeverTellsTheFeaturesApart()
    {
        var environment = Factory.Create(new CopyChainOptions { Looks = 5, CueScale = 0.5 });
        var (observation, action) = (new double[10], new double[1]);
        var expert = new CueExpert();
        for (var seed = 0UL; seed < 20; seed++)
        {
            environment.Reset(new Pcg64(seed), observation);
            for (var done = false; !done; done = environment.Step(action, observation).Done)
            {
                observation[..5].ShouldBe(observation[5..].Select(value => value / 0.5));
                observation.Count(value => value != 0).ShouldBe(2);
                expert.Act(observation, action);
            }
        }
    }

    [Fact]
    public void Reset_OverManySeeds_DrawsLabelsAndLooksEvenly()
    {
        var environment = Factory.Create(new CopyChainOptions { Looks = 4 });
        var observation = new double[8];
        var counts = new int[8];
        for (var seed = 0UL; seed < 4000; seed++)
        {
            environment.Reset(new Pcg64(seed), observation);
            var look = Array.FindIndex(observation, value => value != 0);
            counts[look + (observation[look] > 0 ? 4 : 0)]++;
        }

        // Four standard deviations of a count of 4000 draws at 1/8.
        counts.ShouldAllBe(count => Math.Abs(count - 500) < 84);
    }

    /// <summary>Dynamic programming with the environment itself as the model: probability of each state, step by step.</summary>
    private static double ExpectedMistakes(IScriptedExpert expert, int horizon, double error)
    {
        var environment = Factory.Create(new CopyChainOptions { Horizon = horizon });
        var (observation, choice) = (new double[2], new double[1]);
        var probabilities = new Dictionary<string, double>();
        foreach (var label in new[] { 0, 1 })
        {
            environment.Restore(new JsonArray(label, label, 0), new Pcg64(0), observation);
            probabilities[environment.SaveState().ToJsonString()] = 0.5;
        }

        var mistakes = 0.0;
        for (var t = 0; t < horizon; t++)
        {
            var next = new Dictionary<string, double>();
            foreach (var (state, probability) in probabilities)
            {
                environment.Restore(JsonNode.Parse(state)!, new Pcg64(0), observation);
                expert.Act(observation, choice);
                foreach (var (action, chance) in new[] { (choice[0], 1 - error), (1 - choice[0], error) })
                {
                    environment.Restore(JsonNode.Parse(state)!, new Pcg64(0), observation);
                    mistakes -= probability * chance * environment.Step([action], observation).Reward;
                    var reached = environment.SaveState().ToJsonString();
                    next[reached] = next.GetValueOrDefault(reached) + (probability * chance);
                }
            }

            probabilities = next;
        }

        return mistakes;
    }

    private static double Rollout(IScriptedExpert expert, int horizon, double error, ulong seed)
    {
        var environment = Factory.Create(new CopyChainOptions { Horizon = horizon });
        var noise = new RandomStream(seed, "noise").CreateGenerator();
        var (observation, action) = (new double[2], new double[1]);
        var mistakes = 0.0;
        environment.Reset(new Pcg64(seed), observation);
        for (var done = false; !done;)
        {
            expert.Act(observation, action);
            if (noise.NextDouble() < error)
            {
                action[0] = 1 - action[0];
            }

            var outcome = environment.Step(action, observation);
            mistakes -= outcome.Reward;
            done = outcome.Done;
        }

        return mistakes;
    }
}
