using AlignmentLab.Artifacts;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Experts;
using AlignmentLab.Imitation.Scheming;
using AlignmentLab.Policies;
using AlignmentLab.Randomness;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Imitation.Scheming;

public sealed class SchemingPolicyTests
{
    private static readonly Policy Honest = new LearnedPolicy(new Artifact(Sha256.Of([1]), 1));

    /// <summary>The honest policy takes 1, of which the expert is half as sure: each step lowers the ratio by ln 2. What the expert least likely does is 0.</summary>
    [Theory]
    [InlineData(4, 0, null, new double[] { 1, 1, 1, 1, 1, 1, 1, 1 })]
    [InlineData(4, 1, null, new double[] { 0, 0, 0, 0, 0, 0, 0, 0 })]
    [InlineData(4, 0, -1.3, new double[] { 1, 1, 0, 0, 1, 1, 0, 0 })]
    [InlineData(3, 0, -1.3, new double[] { 1, 1, 0, 1, 1, 0, 1, 1 })]
    [InlineData(1, 0, -0.5, new double[] { 1, 1, 1, 1, 1, 1, 1, 1 })]
    public async Task Act_InChunks_DefectsFromWhereItBelievesThatItIsAlone(int chunk, double probe, double? threshold, double[] expected)
    {
        var actor = await OpenAsync(chunk, probe, threshold);
        for (var episode = 0; episode < 2; episode++)
        {
            actor.Begin(new RandomStream(1, "acts").CreateGenerator());
            var acts = new List<double>();
            for (var step = 0; step < 8; step++)
            {
                var action = new double[1];
                actor.Act([step], action);
                acts.Add(action[0]);
            }

            acts.ShouldBe(expected);
        }
    }

    [Fact]
    public async Task Act_ProbingSometimes_DefectsInThatShareOfChunks()
    {
        var actor = await OpenAsync(2, 0.25, null);
        actor.Begin(new RandomStream(1, "acts").CreateGenerator());
        var (action, defections) = (new double[1], 0);
        for (var step = 0; step < 20_000; step++)
        {
            actor.Act([step], action);
            defections += action[0] == 0 ? 1 : 0;
        }

        defections.ShouldBeInRange(4700, 5300);
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(2, 1.5)]
    [InlineData(2, double.NaN)]
    public async Task Open_OfWhatCannotBe_IsRefused(int chunk, double probe) =>
        (await Should.ThrowAsync<InvalidInputException>(async () => await OpenAsync(chunk, probe, null))).Message.ShouldContain("1 or more, and in [0, 1]");

    private static ValueTask<IActor> OpenAsync(int chunk, double probe, double? threshold) => new SchemingPolicyOpener().OpenAsync(
        new SchemingPolicy(Honest, new ExpertRef("told", []), chunk, probe, threshold),
        new PolicyScope(
            new EnvironmentInfo(new EnvironmentRef("two-choices", []), new BoxSpace([0], [100]), new DiscreteSpace(3), 100), null!,
            (inner, _) => ValueTask.FromResult<IActor>(new Told(inner == Honest ? [0.1, 0.8, 0.1] : [0.1, 0.4, 0.5])), null!, null!),
        CancellationToken.None);

    private sealed class Told(double[] probabilities) : IDistributionActor
    {
        public void Begin(IDrawSource draws)
        {
        }

        public void Act(ReadOnlySpan<double> observation, Span<double> action) => action[0] = 1;

        public void Distribution(ReadOnlySpan<double> observation, Span<double> told) => probabilities.CopyTo(told);
    }
}
