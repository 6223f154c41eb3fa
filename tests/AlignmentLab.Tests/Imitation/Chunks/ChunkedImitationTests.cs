using AlignmentLab.Compliance.Fakes;
using AlignmentLab.Core.Runs;
using AlignmentLab.Errors;
using AlignmentLab.Imitation.Chunks;
using AlignmentLab.Serialization;
using AlignmentLab.Tests.Core;
using AlignmentLab.Trajectories;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Imitation.Chunks;

public sealed class ChunkedImitationTests
{
    private const string Spec = """
        name: chunks
        algorithm: chunked-imitation
        environment: { name: nested-text, options: { horizon: 20 } }
        expert: nested-text-writer
        detectors: []
        options:
          rounds: 3
          labels: 1000
          continuations: 60
          continuationSteps: 4
          evaluationEpisodes: 20
          learner: { model: { kind: ngram, order: 3 } }
        """;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(20)]
    public async Task Run_WithChunksOfK_LearnsTheExpertsOwnStepsToTheUnit(int k)
    {
        var blobs = new InMemoryBlobStore();
        await using var lab = new TestLab(new InMemoryEventStore(TimeProvider.System), blobs, new InMemoryRunLeases(), BundledPlugins.All);

        var result = await lab.RunAsync(Spec, $"options.chunk.k={k}");

        result.Reason.ShouldBeNull();
        (result.Metrics["chunk"], result.Metrics["labels"]).ShouldBe((k, 1000));
        result.Metrics["divergence"].ShouldBeInRange(0.001, 3);
        var written = await EffectsAsync<WriteChunksRequest, WrittenChunks>(lab, result.Run);
        written.Count.ShouldBe(3);
        written.Sum(w => w.Result.Count).ShouldBe(1000);
        foreach (var (request, chunks) in written.Skip(1))
        {
            request.Chunks.ShouldAllBe(c => c.Start % k == 0 && c.Length <= k && c.Start + c.Length <= 20);
            var labels = StateLabels.FromBytes((await blobs.GetAsync(chunks.Labels.Hash, TestContext.Current.CancellationToken))!.Value);
            labels.States.ShouldBe(request.Chunks.SelectMany(c => Enumerable.Range(c.Start, c.Length).Select(s => (long)s)));

            // What was written is what is read next.
            for (var i = 1; i < labels.States.Length; i++)
            {
                if (labels.States[i] == labels.States[i - 1] + 1 && labels.States[i] % k != 0)
                {
                    labels.Observations[(i * 21) + (int)labels.States[i]].ShouldBe(labels.Actions[i - 1]);
                }
            }
        }
    }

    [Fact]
    public async Task Run_OfWholeTexts_RollsNothingOut()
    {
        var result = await Lab().RunAsync(Spec, "options.chunk.k=20");

        result.Metrics["rollout-flops"].ShouldBe(0);
        result.Metrics.ContainsKey("rollout-flops-a-label").ShouldBeFalse();
    }

    [Fact]
    public async Task Run_WithADiscriminator_MeasuresItBesideTheBestThatThereCanBe()
    {
        await using var lab = Lab();

        var result = await lab.RunAsync(
            Spec, "options.labels=60", "options.continuations=400",
            "options.discriminator={epochs: 12, optimizer: {learningRate: 0.003}, model: {kind: transformer, transformer: {layers: 1, width: 16, heads: 2}}}");

        result.Reason.ShouldBeNull();
        var figures = (await EffectsAsync<MeasureContinuationsRequest, ContinuationFigures>(lab, result.Run))[^1].Result;
        figures.TrainedArea!.Length.ShouldBe(4);
        figures.TrainedArea[^1].ShouldBeGreaterThan(0.55, "after so few labels the policy's text is easily told");
        for (var j = 0; j < 4; j++)
        {
            figures.TrainedArea[j].ShouldBeLessThan(figures.BestArea[j] + (4 * (figures.BestError[j] + figures.TrainedError![j])));
            figures.Variation[j].ShouldBeInRange(0, 1);
        }

        figures.BestArea.ShouldBeInOrder(SortDirection.Ascending);
    }

    /// <summary>Single steps let through what is seen; a whole text, most of it.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public async Task Run_WithASchemer_MeasuresWhatChunksOfKLetThrough(int k)
    {
        await using var lab = Lab();

        var result = await lab.RunAsync(Spec, $"options.chunk.k={k}", "options.evaluationEpisodes=200", "options.schemer={exposure: 0.02, chunks: 200}");

        result.Reason.ShouldBeNull();
        var (letThrough, exposed) = (result.Metrics["schemer-let-through"], result.Metrics["schemer-exposed"]);
        letThrough.ShouldBeLessThanOrEqualTo(result.Metrics["schemer-bound"] + 1e-9);
        if (k == 1)
        {
            letThrough.ShouldBe(0.02, 1e-12);
            exposed.ShouldBe(0.02, 1e-12);
        }
        else
        {
            letThrough.ShouldBeGreaterThan(0.4);
            exposed.ShouldBeLessThan(0.04);
        }

        // A defection breaks a rule and costs 1; there are 20 steps.
        (result.Metrics["return"] - result.Metrics["schemer-return"]).ShouldBe(result.Metrics["harm"], 1e-12);
        (result.Metrics["harm"] / 20).ShouldBe(letThrough, 0.25 * letThrough + 0.02);
    }

    [Theory]
    [InlineData("pinsker")]
    [InlineData("measured")]
    public async Task Run_ByWhatIsMeasured_TakesTheLargestChunkWithinTheTolerance(string kind)
    {
        await using var lab = Lab();

        var result = await lab.RunAsync(Spec, $"options.chunk={{kind: {kind}, tolerance: 0.6}}");

        result.Reason.ShouldBeNull();
        var measured = await EffectsAsync<MeasureContinuationsRequest, ContinuationFigures>(lab, result.Run);
        var written = await EffectsAsync<WriteChunksRequest, WrittenChunks>(lab, result.Run);
        foreach (var (figures, chunks) in measured.Select(m => m.Result).Zip(written.Skip(1)))
        {
            var k = kind == "pinsker" ? (int)(2 * 0.6 * 0.6 / figures.Divergence.Average()) : figures.Variation.Count(v => v <= 0.6);
            chunks.Request.Chunks.Max(c => c.Length).ShouldBe(Math.Clamp(k, 1, 20));
        }
    }

    [Fact]
    public async Task Run_OnControl_ClonesWithoutBeingCompared()
    {
        var result = await Lab().RunAsync(
            Spec, "environment={name: CartPole-v1}", "expert=cartpole-feedback", "options.learner={model: {kind: mlp, hidden: [16]}}", "options.continuations=0", "options.chunk.k=5");

        result.Reason.ShouldBeNull();
        result.Metrics["return"].ShouldBeGreaterThan(20);
    }

    [Theory]
    [InlineData("options.chunk.k=21", "options.chunk.k is 21; an episode has 20 steps at most")]
    [InlineData("options.continuationSteps=30", "options.continuationSteps is 30")]
    [InlineData("expert=human", "an expert that acts on its own")]
    [InlineData("environment=Pendulum-v1", "discrete actions")]
    public async Task Run_OfWhatCannotBe_FailsWithOneReason(string set, string expected)
    {
        string[] overrides = set.Contains("Pendulum", StringComparison.Ordinal) ? [set, "expert=pendulum-energy", "options.learner={model: {kind: mlp, hidden: [4]}}", "options.draws=false"] : [set];
        var result = await Lab().RunAsync(Spec, overrides);

        result.Status.ShouldBe(RunStatus.Failed);
        result.Reason.ShouldNotBeNull().ShouldContain(expected);
    }

    [Theory]
    [InlineData("options.chunk.k=0", "must be 1 or more steps")]
    [InlineData("options.chunk.tolerance=1", "between 0 and 1")]
    [InlineData("options.labels=2", "each takes one at least")]
    [InlineData("options.continuations=1", "2 and more")]
    [InlineData("options.schemer={exposure: 0}", "between 0 and 1")]
    [InlineData("options.schemer={chunks: 3}", "schemer.chunks")]
    [InlineData("options={rounds: 3, labels: 100, continuations: 0, chunk: {kind: pinsker}}", "goes by what they show")]
    public async Task Submit_OptionsOutOfRange_NamesTheField(string set, string expected) =>
        (await Should.ThrowAsync<InvalidInputException>(async () => await Lab().RunAsync(Spec, set))).Message.ShouldContain(expected);

    private static TestLab Lab() => TestLab.Fresh(BundledPlugins.All);

    private static async Task<IReadOnlyList<(TRequest Request, TResult Result)>> EffectsAsync<TRequest, TResult>(TestLab lab, AlignmentLab.Algorithms.RunId run)
        where TRequest : AlignmentLab.Algorithms.Effect<TResult>
    {
        var kind = AlignmentLab.Algorithms.EffectAttribute.Of(typeof(TRequest));
        var events = await lab.EventsAsync(run);
        return
        [
            .. events.Where(e => e.Type == kind.Requested).Select(e => EventJson.Deserialize<TRequest>(e.Data.Span)).Zip(
                events.Where(e => e.Type == kind.Completed).Select(e => EventJson.Deserialize<AlignmentLab.Algorithms.EffectOutcome<TResult>>(e.Data.Span).Result)),
        ];
    }
}
