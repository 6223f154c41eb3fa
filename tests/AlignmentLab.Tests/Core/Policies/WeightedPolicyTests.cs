using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Artifacts;
using AlignmentLab.Core.Policies;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Policies;
using AlignmentLab.Randomness;
using AlignmentLab.Serialization;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Policies;

public sealed class WeightedPolicyTests
{
    private static readonly Policy[] Policies = [.. Enumerable.Range(0, 3).Select(i => new LearnedPolicy(new Artifact(Sha256.Of([(byte)i]), 1)))];

    [Fact]
    public async Task Act_ManySteps_IsEachPartByItsShare()
    {
        var actor = await OpenAsync(1, 0, 3);
        actor.Begin(new RandomStream(1, "acts").CreateGenerator());
        var (action, counts) = (new double[1], new int[3]);
        for (var i = 0; i < 10_000; i++)
        {
            actor.Act([0], action);
            counts[(int)action[0]]++;
        }

        counts[1].ShouldBe(0);
        counts[0].ShouldBeInRange(2350, 2650);
    }

    [Fact]
    public async Task Distribution_OfParts_IsTheirWeightedMean()
    {
        var probabilities = new double[3];
        ((IDistributionActor)await OpenAsync(1, 2, 1)).Distribution([0], probabilities);
        probabilities.ShouldBe([0.25, 0.5, 0.25]);
    }

    [Theory]
    [InlineData]
    [InlineData(0.0, 0.0)]
    [InlineData(2.0, -1.0)]
    [InlineData(double.NaN)]
    public async Task Open_OfWeightsThatAreNone_IsRefused(params double[] weights) =>
        (await Should.ThrowAsync<InvalidInputException>(async () => await OpenAsync(weights))).Message.ShouldContain("their sum is above 0");

    [Fact]
    public void Policy_Stored_ReadsBackTheSame()
    {
        var request = new RolloutRequest(Of(0.5, 0.25), new EnvironmentRef("CopyChain", []));
        var bytes = EventJson.Serialize(request);

        EventJson.Deserialize<RolloutRequest>(bytes).Policy.ShouldBe(request.Policy);
        System.Text.Encoding.UTF8.GetString(bytes).ShouldContain("\"weighted.v1\"");
    }

    private static WeightedPolicy Of(params double[] weights) => new([.. weights.Select((w, i) => new PolicyWeight(Policies[i], w))]);

    private static ValueTask<IActor> OpenAsync(params double[] weights) => new WeightedPolicyOpener().OpenAsync(
        Of(weights), ConstantActor.Scope(inner => Array.IndexOf(Policies, inner)), CancellationToken.None);
}
