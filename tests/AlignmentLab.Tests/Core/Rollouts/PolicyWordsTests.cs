using System.Text.Json.Nodes;
using AlignmentLab.Artifacts;
using AlignmentLab.Core.Rollouts;
using AlignmentLab.Events;
using AlignmentLab.Experts;
using AlignmentLab.Policies;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Rollouts;

public sealed class PolicyWordsTests
{
    private static readonly Artifact Known = new(Sha256.Of([1]), 1);
    private static readonly Artifact Unknown = new(Sha256.Of([2]), 1);
    private static readonly Policy Expert = new ExpertPolicy(new ExpertRef("cue", []));
    private static readonly PolicyWords Words = new(new Dictionary<Sha256, CallId> { [Known.Hash] = new("3/train") });

    [Fact]
    public void Of_EachKind_SaysWhoActs()
    {
        Words.Of(Expert).ShouldBe("expert cue");
        Words.Of(new LearnedPolicy(Known)).ShouldBe("model of 3/train");
        Words.Of(new LearnedPolicy(Unknown)).ShouldBe($"model {Unknown.Hash.ToString()[..12]}");
        Words.Of(new UniformPolicy()).ShouldBe("uniformly random actions");
        Words.Of(new ErringPolicy(0.05, Expert)).ShouldBe("expert cue, erring with probability 0.05");
        Words.Of(new MixturePolicy(0.25, Expert, new LearnedPolicy(Known))).ShouldBe("expert cue (25% of the steps) mixed with model of 3/train");
        Words.Of(new SoftmaxPolicy(Known)).ShouldBe("draws from model of 3/train");
        Words.Of(new SoftmaxPolicy(Known, 0.5)).ShouldBe("draws from model of 3/train at temperature 0.5");
        Words.Of(new PhasedPolicy([new(new LearnedPolicy(Known), 12), new(new UniformPolicy(), 1)], Expert)).ShouldBe("model of 3/train (12 steps), then uniformly random actions (1 step), then expert cue");
        Words.Of(new WeightedPolicy([new(Expert, 1), new(new LearnedPolicy(Known), 3)])).ShouldBe("expert cue (25% of the steps), model of 3/train (75% of the steps)");
        Words.Of(new NoisyPolicy(0.25, Expert)).ShouldBe("expert cue, with noise of deviation 0.25");
        Words.Of(new EnsemblePolicy([new SoftmaxPolicy(Known), new LearnedPolicy(Known)])).ShouldBe("the mean of draws from model of 3/train, model of 3/train");
        Words.Of(new GreedyReturnPolicy(Known)).ShouldBe("the largest return by model of 3/train");
        Words.Of(new Planner()).ShouldBe("policy planner.v1");
    }

    [Fact]
    public void Of_People_NamesWhoActsForThem() =>
        Words.Of(new ExpertPolicy(new ExpertRef("human", new JsonObject { ["actsAs"] = "cue" }))).ShouldBe("expert human (acted for by cue)");

    [Fact]
    public void Checkpoints_OfWeightedAndNoisyPolicies_AreThoseOfTheirParts() =>
        PolicyWords.Checkpoints(new WeightedPolicy([new(new LearnedPolicy(Known), 1), new(new NoisyPolicy(1, new LearnedPolicy(Unknown)), 1)])).ShouldBe([Known.Hash, Unknown.Hash]);

    [Fact]
    public void Checkpoints_OfEnsemblesAndGreedyPolicies_AreTheirModels() =>
        PolicyWords.Checkpoints(new MixturePolicy(0.5, new EnsemblePolicy([new SoftmaxPolicy(Known)]), new GreedyReturnPolicy(Unknown))).ShouldBe([Known.Hash, Unknown.Hash]);

    [Fact]
    public void Checkpoints_OfNestedPolicies_AreAllFound() =>
        PolicyWords.Checkpoints(new MixturePolicy(0.5, new ErringPolicy(0.1, new LearnedPolicy(Unknown)), new PhasedPolicy([new(new SoftmaxPolicy(Known), 1)], Expert))).ShouldBe([Unknown.Hash, Known.Hash]);

    [PolicyKind("planner.v1")]
    private sealed record Planner : Policy;
}
