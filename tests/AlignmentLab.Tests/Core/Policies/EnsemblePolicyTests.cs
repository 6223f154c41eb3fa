using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Artifacts;
using AlignmentLab.Core.Policies;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Policies;
using AlignmentLab.Serialization;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Policies;

public sealed class EnsemblePolicyTests
{
    private static readonly BoxSpace Line = new([-2], [2]);

    [Fact]
    public async Task Act_OfContinuousActions_IsTheirMean()
    {
        var (actor, action) = (await OpenAsync(Line, [1], [-2], [2.5]), new double[1]);

        actor.Act([0], action);

        action[0].ShouldBe(0.5);
        ((IDoubtingActor)actor).Doubt([0]).ShouldBe(((0.5 * 0.5) + (2.5 * 2.5) + (2 * 2)) / 3, 1e-12);
    }

    [Fact]
    public async Task Act_OfChoices_IsTheLikeliestInTheMeanAndNotInMostMembers()
    {
        var (actor, action) = (await OpenAsync(new DiscreteSpace(2), [0.55, 0.45], [0.55, 0.45], [0.1, 0.9]), new double[1]);

        actor.Act([0], action);

        action[0].ShouldBe(1);
        var probabilities = new double[2];
        ((IDistributionActor)actor).Distribution([0], probabilities);
        probabilities.ShouldBe([0, 1]);
        ((IDoubtingActor)actor).Doubt([0]).ShouldBe(2 * ((2 * 0.15 * 0.15) + (0.3 * 0.3)) / 3, 1e-12);
    }

    [Fact]
    public async Task Doubt_OfMembersThatAgree_IsNone() =>
        ((IDoubtingActor)await OpenAsync(new DiscreteSpace(3), [0.2, 0.3, 0.5], [0.2, 0.3, 0.5])).Doubt([0]).ShouldBe(0);

    [Fact]
    public async Task Open_OfNoMembers_IsRefused() =>
        (await Should.ThrowAsync<InvalidInputException>(async () => await OpenAsync(Line))).Message.ShouldContain("one at least");

    [Fact]
    public async Task Open_OfChoicesByMembersThatCannotSayHowLikely_IsRefused() =>
        (await Should.ThrowAsync<InvalidInputException>(async () => await OpenAsync(new DiscreteSpace(2), m => new Silent(m), [1]))).Message.ShouldContain("how likely");

    [Fact]
    public void Policy_Stored_ReadsBackTheSame()
    {
        var request = new RolloutRequest(
            new EnsemblePolicy([new LearnedPolicy(new Artifact(Sha256.Of([1]), 1)), new GreedyReturnPolicy(new Artifact(Sha256.Of([2]), 1))]), new EnvironmentRef("CopyChain", []));

        EventJson.Deserialize<RolloutRequest>(EventJson.Serialize(request)).Policy.ShouldBe(request.Policy);
    }

    private static ValueTask<IActor> OpenAsync(Space actions, params double[][] opinions) => OpenAsync(actions, m => new Opinion(m), opinions);

    private static ValueTask<IActor> OpenAsync(Space actions, Func<double[], IActor> open, params double[][] opinions)
    {
        var members = opinions.Select((_, i) => (Policy)new LearnedPolicy(new Artifact(Sha256.Of([(byte)i]), 1))).ToArray();
        var info = new EnvironmentInfo(new EnvironmentRef("line", []), Line, actions, 10);
        return new EnsemblePolicyOpener().OpenAsync(
            new EnsemblePolicy(members), new PolicyScope(info, null!, (inner, _) => ValueTask.FromResult(open(opinions[Array.IndexOf(members, inner)])), null!, null!), CancellationToken.None);
    }

    private sealed class Opinion(double[] opinion) : IDistributionActor
    {
        public void Begin(IDrawSource draws)
        {
        }

        public void Act(ReadOnlySpan<double> observation, Span<double> action) => opinion.CopyTo(action);

        public void Distribution(ReadOnlySpan<double> observation, Span<double> probabilities) => opinion.CopyTo(probabilities);
    }

    private sealed class Silent(double[] opinion) : IActor
    {
        public void Begin(IDrawSource draws)
        {
        }

        public void Act(ReadOnlySpan<double> observation, Span<double> action) => opinion.CopyTo(action);
    }
}
