using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Specs;

/// <summary>A map in a spec changes what it names; the rest stays as the algorithm has it by default, and not as the map's own type has.</summary>
public sealed class PartialOptionsTests
{
    [Theory]
    [InlineData("preference-reward-modeling", "fit: { learner: { model: { hidden: [8] } } }", "fit.learner.epochs", "50")]
    [InlineData("preference-reward-modeling", "fit: { learner: { model: { hidden: [8] } } }", "fit.learner.model.normalizeInputs", "true")]
    [InlineData("policy-gradient", "settings: { policy: { optimizer: { learningRate: 0.01 } } }", "settings.policy.batchSize", "64")]
    [InlineData("policy-gradient", "settings: { policy: { optimizer: { learningRate: 0.01 } } }", "settings.policy.optimizer.learningRate", "0.01")]
    [InlineData("policy-gradient", "settings: { policy: { batchSize: 8 } }", "settings.value.batchSize", "64")]
    public async Task Submit_PartOfAMap_LeavesTheRestAsItIsByDefault(string algorithm, string options, string path, string expected)
    {
        await using var lab = TestLab.Fresh(BundledPlugins.All);

        var recorded = await SubmittedAsync(lab, $"name: part\nalgorithm: {algorithm}\nenvironment: CartPole-v1\noptions: {{ {options} }}");

        path.Split('.').Aggregate(recorded, (node, key) => node[key]!).ToString().ShouldBe(expected);
    }

    /// <summary>What one spec changes is not changed for the next.</summary>
    [Fact]
    public async Task Submit_AfterAnother_HasTheDefaultsAgain()
    {
        await using var lab = TestLab.Fresh(BundledPlugins.All);
        const string Spec = "name: part\nalgorithm: policy-gradient\nenvironment: CartPole-v1\n";
        var before = await SubmittedAsync(lab, Spec);

        await SubmittedAsync(lab, Spec + "options: { settings: { policy: { epochs: 3, model: { activation: relu } } } }");

        (await SubmittedAsync(lab, Spec)).ToJsonString().ShouldBe(before.ToJsonString());
    }

    private static async Task<JsonNode> SubmittedAsync(TestLab lab, string spec) =>
        (await lab.EventsAsync(await lab.SubmitAsync(spec))).OfType("run-submitted.v1").Single()["algorithm"]!["options"]!;
}
