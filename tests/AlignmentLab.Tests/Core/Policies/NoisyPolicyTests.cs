using System.Text.Json.Nodes;
using AlignmentLab.Core.Policies;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Policies;
using AlignmentLab.Randomness;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Policies;

public sealed class NoisyPolicyTests
{
    [Fact]
    public async Task Act_ManySteps_SpreadsAboutTheInnerActionByTheDeviation()
    {
        var actions = Acts(await OpenAsync(0.5, new BoxSpace([-100], [100])), 20_000);

        var mean = actions.Average();
        mean.ShouldBe(1, 0.02);
        Math.Sqrt(actions.Average(a => (a - mean) * (a - mean))).ShouldBe(0.5, 0.02);
    }

    [Fact]
    public async Task Act_NearABound_StaysWithinTheSpace()
    {
        var actions = Acts(await OpenAsync(5, new BoxSpace([-2], [2])), 1000);

        (actions.Min(), actions.Max()).ShouldBe((-2, 2));
    }

    [Fact]
    public async Task Open_OfChoices_IsRefused() =>
        (await Should.ThrowAsync<InvalidInputException>(async () => await OpenAsync(1, new DiscreteSpace(2)))).Message.ShouldContain("an erring policy");

    [Fact]
    public async Task Open_OfANegativeDeviation_IsRefused() =>
        (await Should.ThrowAsync<InvalidInputException>(async () => await OpenAsync(-1, new BoxSpace([-2], [2])))).Message.ShouldContain("0 or more");

    private static double[] Acts(IActor actor, int steps)
    {
        actor.Begin(new RandomStream(1, "acts").CreateGenerator());
        var (action, acts) = (new double[1], new double[steps]);
        for (var i = 0; i < steps; i++)
        {
            actor.Act([0], action);
            acts[i] = action[0];
        }

        return acts;
    }

    private static ValueTask<IActor> OpenAsync(double deviation, Space actions) => new NoisyPolicyOpener().OpenAsync(
        new NoisyPolicy(deviation, new UniformPolicy()),
        new PolicyScope(
            new EnvironmentInfo(new EnvironmentRef("test", new JsonObject()), new BoxSpace([0], [1]), actions, 10),
            null!, (_, _) => ValueTask.FromResult<IActor>(new One()), null!, null!),
        CancellationToken.None);

    private sealed class One : IActor
    {
        public void Begin(IDrawSource draws)
        {
        }

        public void Act(ReadOnlySpan<double> observation, Span<double> action) => action[0] = 1;
    }
}
