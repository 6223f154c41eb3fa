using System.Text.Json.Nodes;
using AlignmentLab.Environments;
using AlignmentLab.Environments.Acrobot;
using AlignmentLab.Environments.CartPole;
using AlignmentLab.Environments.MountainCar;
using AlignmentLab.Environments.Pendulum;
using AlignmentLab.Randomness;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Environments;

/// <summary>
/// The ports against Gymnasium's own numbers. First states are equal bit for bit. Each step is taken from Gymnasium's own
/// state, since the last bits of sine and cosine, which differ between numpy's builds, grow along an episode.
/// </summary>
public sealed class GoldenTests
{
    /// <summary>A few units in the last place of values near 1: what sine and cosine may differ by, carried through one step.</summary>
    private const double Tolerance = 1e-14;

    [Theory]
    [InlineData("cartpole", typeof(CartPoleFactory))]
    [InlineData("mountaincar", typeof(MountainCarFactory))]
    [InlineData("acrobot", typeof(AcrobotFactory))]
    [InlineData("pendulum", typeof(PendulumFactory))]
    public void Episode_OfGymnasium_IsReproducedStepByStep(string file, Type factory)
    {
        foreach (var golden in GoldenEpisode.Read(file))
        {
            var environment = Create(factory, golden);
            var observation = new double[environment.ObservationSpace.Dimension];
            environment.Reset(new Pcg64(golden.Seed), observation);
            var format = environment.SaveState().AsObject();
            StateOf(environment).ShouldBe(golden.States[0]);
            for (var t = 0; t < golden.Actions.Length; t++)
            {
                var state = Named(format, golden.States[t]);
                state["steps"] = t;
                environment.Restore(state, new Pcg64(0), observation);
                var outcome = environment.Step([golden.Actions[t]], observation);
                var last = t == golden.Actions.Length - 1;
                outcome.ShouldSatisfyAllConditions(
                    () => outcome.Reward.ShouldBe(golden.Rewards[t], Tolerance),
                    () => outcome.Terminated.ShouldBe(last && golden.Terminated),
                    () => outcome.Truncated.ShouldBe(last && golden.Truncated));
                foreach (var (mine, theirs) in StateOf(environment).Zip(golden.States[t + 1]))
                {
                    mine.ShouldBe(theirs, Tolerance * Math.Max(1, Math.Abs(theirs)));
                }
            }
        }
    }

    [Fact]
    public void Episode_OfGymnasiumsMountainCar_IsReproducedFromItsSeed()
    {
        foreach (var golden in GoldenEpisode.Read("mountaincar"))
        {
            var environment = Create(typeof(MountainCarFactory), golden);
            var observation = new double[2];
            environment.Reset(new Pcg64(golden.Seed), observation);
            var outcome = default(StepOutcome);
            foreach (var (action, expected) in golden.Actions.Zip(golden.States.Skip(1)))
            {
                outcome.Done.ShouldBeFalse();
                outcome = environment.Step([action], observation);
                observation.Zip(expected).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) < 1e-12);
            }

            (outcome.Terminated, outcome.Truncated).ShouldBe((golden.Terminated, golden.Truncated));
        }
    }

    private static IEnvironment Create(Type type, GoldenEpisode golden)
    {
        var factory = (IEnvironmentFactory)Activator.CreateInstance(type)!;
        return factory.Create(golden.OptionsAs(factory.OptionsType));
    }

    private static double[] StateOf(IEnvironment environment) => environment.SaveState().AsObject()
        .Where(field => field.Key is not ("steps" or "terminated")).Select(field => field.Value!.GetValue<double>()).ToArray();

    private static JsonObject Named(JsonObject format, double[] values) =>
        new(format.Select(field => field.Key).Zip(values, (name, value) => KeyValuePair.Create(name, (JsonNode?)value)));
}
