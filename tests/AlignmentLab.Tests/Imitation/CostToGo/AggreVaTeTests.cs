using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Compliance.Fakes;
using AlignmentLab.Core.Runs;
using AlignmentLab.Environments;
using AlignmentLab.Imitation;
using AlignmentLab.Imitation.CostToGo;
using AlignmentLab.Imitation.Returns;
using AlignmentLab.Imitation.SafetyGating;
using AlignmentLab.Learning;
using AlignmentLab.Plugins;
using AlignmentLab.Policies;
using AlignmentLab.Tests.Core;
using AlignmentLab.Trajectories;
using Autofac;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Imitation.CostToGo;

public sealed class AggreVaTeTests
{
    private const string Spec = """
        name: aggrevate
        algorithm: aggrevate
        environment: { name: CopyChain, options: { horizon: 8, looks: 3 } }
        detectors: []
        options: { rounds: 4, labels: 1200, validationEpisodes: 20, evaluationEpisodes: 50, learner: { model: { kind: ridge } } }
        """;

    [Fact]
    public async Task Gather_EachSample_IsOneDrawnActionAndTheExpertAfterIt()
    {
        var blobs = new InMemoryBlobStore();
        await using var lab = new TestLab(new InMemoryEventStore(TimeProvider.System), blobs, new InMemoryRunLeases(), new EnvironmentsModule(), new ImitationModule());
        var result = await lab.RunAsync(Spec);
        var gathered = new RecordedRun(result, await lab.EventsAsync(result.Run)).Effects<GatherCostsRequest, GatheredCosts>();

        var (drawn, wrong) = (new List<int>(), 0);
        foreach (var sample in gathered.SelectMany(g => g.Result.Samples))
        {
            var trajectory = Trajectory.FromBytes((await blobs.GetAsync(sample.Trajectory.Hash, TestContext.Current.CancellationToken))!.Value);
            (sample.Length, trajectory.Steps).ShouldBe((1, 8));
            trajectory.Rewards.Skip(sample.Start + 1).ShouldAllBe(r => r == 0, "the expert goes on, and makes no mistake");
            wrong += trajectory.Rewards[sample.Start] < 0 ? 1 : 0;
            drawn.Add(sample.Start);
        }

        drawn.Count.ShouldBeGreaterThan(200);
        drawn.Distinct().Order().ShouldBe(Enumerable.Range(0, 8));
        ((double)wrong / drawn.Count).ShouldBeInRange(0.4, 0.6, "one of two choices is wrong, and they are drawn evenly");
        gathered.Sum(g => g.Result.Queries).ShouldBe(1200);
    }

    [Fact]
    public async Task Run_WithEnoughCosts_LearnsWhatTheExpertDoes()
    {
        var run = await RecordedRun.OfAsync(Spec);

        run.Result.Metrics["return"].ShouldBeGreaterThan(-0.5);
        run.Evaluations().ShouldAllBe(e => e.Policy is GreedyReturnPolicy);
    }

    [Fact]
    public async Task Run_WithTheExpertInTheMixture_CountsItsStepsBeforeTheDrawnTimeToo()
    {
        var alone = await RecordedRun.OfAsync(Spec);
        var mixed = await RecordedRun.OfAsync(Spec, "options.beta={kind: constant, p: 1, allowConstant: true}");

        mixed.Result.Metrics["labels"].ShouldBe(1200);
        mixed.Result.Metrics["samples"].ShouldBeLessThan(0.7 * alone.Result.Metrics["samples"]);
    }

    [Fact]
    public async Task Run_OfTooFewLabels_FailsWithWhatToDo()
    {
        await using var lab = TestLab.Fresh(new EnvironmentsModule(), new ImitationModule());

        var result = await lab.RunAsync(Spec, "options.beta={kind: constant, p: 1, allowConstant: true}", "options.labels=20", "options.rounds=4");

        result.Status.ShouldBe(RunStatus.Failed);
        result.Reason.ShouldNotBeNull().ShouldContain("20 of 20 labels were spent. Raise labels");
    }

    [Fact]
    public async Task Run_OfContinuousActions_IsRefused()
    {
        await using var lab = TestLab.Fresh(new EnvironmentsModule(), new ImitationModule());

        (await lab.RunAsync(Spec, "environment=Pendulum-v1")).Reason.ShouldNotBeNull().ShouldContain("compares the costs of choices");
    }

    [Fact]
    public async Task FitReturns_OfSteps_SumsWhatFollowedDiscounted()
    {
        var blobs = new InMemoryBlobStore();
        await using var lab = new TestLab(new InMemoryEventStore(TimeProvider.System), blobs, new InMemoryRunLeases(), new EnvironmentsModule(), new ImitationModule(), new Fitting());
        var result = await lab.RunAsync(Fitting.Spec);
        var run = new RecordedRun(result, await lab.EventsAsync(result.Run));

        var (request, fitted) = run.Effects<FitReturnsRequest, FittedReturns>().Single();
        var trajectory = Trajectory.FromBytes((await blobs.GetAsync(request.Steps[0].Trajectory.Hash, TestContext.Current.CancellationToken))!.Value);
        var returns = Enumerable.Range(1, 3).Select(t => Enumerable.Range(t, 8 - t).Sum(u => trajectory.Rewards[u] * Math.Pow(0.5, u - t))).ToArray();
        fitted.Examples.ShouldBe(3);
        fitted.Returns.Mean.ShouldBe(returns.Average(), 1e-12);
        fitted.Returns.Deviation.ShouldBe(Math.Sqrt(returns.Average(r => Math.Pow(r - returns.Average(), 2))), 1e-12);
    }

    [Theory]
    [InlineData("options.nothing=returns", "no steps whose returns could be fitted")]
    [InlineData("options.nothing=safety", "no labelled states to compare the novice in")]
    [InlineData("options.nothing=labels", "no labelled states to train on")]
    public async Task Fit_OfAnEmptyDataSet_FailsAndSaysSo(string setting, string message)
    {
        await using var lab = TestLab.Fresh(new EnvironmentsModule(), new ImitationModule(), new Fitting());

        (await lab.RunAsync(Fitting.Spec, setting)).Reason.ShouldNotBeNull().ShouldContain(message);
    }

    [Theory]
    [InlineData("options.labels=3", "each of 4 rounds needs one at least")]
    [InlineData("options.learner.loss=cross-entropy", "costs to go are numbers")]
    [InlineData("options.learner.model.kind=ngram", "which predict numbers")]
    [InlineData("options.beta={kind: constant, p: 0.5}", "allowConstant")]
    public Task Submit_OfUnsoundOptions_IsRefused(string setting, string message) => RecordedRun.RefusesAsync(Spec, setting, message);

    /// <summary>Fits once, to the second to fourth step of a random episode, or to nothing.</summary>
    private sealed class Fitting : Module
    {
        public const string Spec = """
            name: fitting
            algorithm: fitting
            environment: { name: CopyChain, options: { horizon: 8, looks: 3 } }
            detectors: []
            """;

        protected override void Load(ContainerBuilder builder) => builder.RegisterAlgorithm<Algorithm, Options>("fitting", 1, "");

        public sealed record Options
        {
            public string? Nothing { get; init; }
        }

        public sealed class Algorithm : IAlgorithm<Options>
        {
            public async Task RunAsync(Options options, IRunContext run)
            {
                var learner = new LearnerOptions { Model = new ModelSpec { Kind = "ridge" } };
                var environment = run.Environment.Reference;
                await (options.Nothing switch
                {
                    "returns" => run.FitReturnsAsync(learner, [], 1),
                    "safety" => run.PerformAsync(new FitSafetyRequest(learner, environment, new UniformPolicy(), Dataset.Empty, 0)),
                    "labels" => run.TrainAsync(learner, Dataset.Empty),
                    _ => (Task)run.FitReturnsAsync(learner, [new Fragment((await run.RolloutAsync(new UniformPolicy())).Trajectory, 1, 3)], 0.5),
                });
            }
        }
    }
}
