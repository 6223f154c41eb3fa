using AlignmentLab.Algorithms;
using AlignmentLab.Compliance.Fakes;
using AlignmentLab.Core.Forks;
using AlignmentLab.Core.Replay;
using AlignmentLab.Core.Runs;
using Autofac;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Replay;

/// <summary>
/// Runs of every bundled algorithm, saved once and replayed on every build, on whatever machine that is: the algorithm must
/// decide the same and each job give the same bits. A file is never saved anew to make a build pass; a change that breaks one
/// raises the algorithm's or the trainer's version.
/// </summary>
public sealed class SavedHistoryTests
{
    private const string Diverging = "must-diverge";
    private const string Forked = "forked";

    private static readonly Dictionary<string, string> Specs = new(StringComparer.Ordinal)
    {
        ["behavioral-cloning"] = """
            name: saved-cloning
            algorithm: behavioral-cloning
            environment: MountainCar-v0
            options: { labels: 150, evaluationEpisodes: 2, normalizeReturn: true, learner: { epochs: 2, model: { hidden: [16] } } }
            """,
        ["dagger"] = """
            name: saved-dagger
            algorithm: dagger
            environment: Pendulum-v1
            options: { rounds: 2, episodesPerRound: 1, stepsPerRound: 0, beta: { kind: exponential }, validationEpisodes: 1, evaluationEpisodes: 1, learner: { epochs: 2, model: { hidden: [16] } } }
            """,
        ["chunked-imitation"] = """
            name: saved-chunks
            algorithm: chunked-imitation
            environment: { name: nested-text, options: { horizon: 12 } }
            expert: nested-text-writer
            options:
              rounds: 3
              labels: 90
              chunk: { kind: measured, tolerance: 0.9 }
              continuations: 12
              continuationSteps: 3
              evaluationEpisodes: 3
              learner: { epochs: 2, warmStart: true, model: { kind: transformer, transformer: { layers: 1, width: 8, heads: 2 } } }
              discriminator: { epochs: 1, model: { kind: transformer, transformer: { layers: 1, width: 8, heads: 2 } } }
              schemer: { exposure: 0.05, chunks: 8 }
            """,
        ["compounding-error"] = """
            name: saved-compounding
            algorithm: compounding-error
            environment: { name: CopyChain, options: { horizon: 20, looks: 10 } }
            options: { demonstrations: 2, onPolicyRounds: 1, errorEpisodes: 2, episodes: 5 }
            """,
        ["forward-training"] = """
            name: saved-forward
            algorithm: forward-training
            environment: { name: CopyChain, options: { horizon: 6, looks: 5 } }
            options: { labels: 20, learner: { model: { kind: ridge } }, evaluationEpisodes: 5 }
            """,
        ["smile"] = """
            name: saved-smile
            algorithm: smile
            environment: { name: CopyChain, options: { horizon: 6, looks: 5 } }
            options: { alpha: 0.5, rounds: 3, labels: 25, learner: { model: { kind: ridge } }, evaluationEpisodes: 5 }
            """,
        ["searn"] = """
            name: saved-searn
            algorithm: searn
            environment: MountainCar-v0
            options: { beta: 0.4, rounds: 3, labels: 100, learner: { epochs: 2, model: { hidden: [8] } }, evaluationEpisodes: 2 }
            """,
        ["dart"] = """
            name: saved-dart
            algorithm: dart
            environment: Pendulum-v1
            options: { rounds: 2, labels: 250, learner: { epochs: 2, model: { hidden: [8] } }, evaluationEpisodes: 2 }
            """,
        ["aggrevate"] = """
            name: saved-aggrevate
            algorithm: aggrevate
            environment: { name: CopyChain, options: { horizon: 6, looks: 5 } }
            options: { rounds: 3, labels: 60, beta: { kind: exponential, p: 0.5 }, validationEpisodes: 2, evaluationEpisodes: 2, learner: { epochs: 2, model: { hidden: [8] } } }
            """,
        ["safe-dagger"] = """
            name: saved-safe
            algorithm: safe-dagger
            environment: Pendulum-v1
            options:
              rounds: 2
              labels: 260
              demonstrations: 60
              safetyLabels: 40
              labelsPerRound: 80
              evaluationEpisodes: 1
              learner: { epochs: 2, model: { hidden: [8] } }
              safety: { epochs: 2, model: { hidden: [8] } }
            """,
        ["ensemble-dagger"] = """
            name: saved-ensemble
            algorithm: ensemble-dagger
            environment: Pendulum-v1
            options: { rounds: 2, labels: 200, demonstrations: 60, labelsPerRound: 70, members: 3, doubt: 0.01, discrepancy: 1, evaluationEpisodes: 1, learner: { epochs: 2, model: { hidden: [8] } } }
            """,
        ["dropout-dagger"] = """
            name: saved-dropout
            algorithm: dropout-dagger
            environment: Pendulum-v1
            options: { rounds: 2, labels: 200, demonstrations: 60, labelsPerRound: 70, samples: 5, tolerance: 1, evaluationEpisodes: 1, learner: { epochs: 2, model: { hidden: [8] } } }
            """,
        ["thrifty-dagger"] = """
            name: saved-thrifty
            algorithm: thrifty-dagger
            environment: { name: CopyChain, options: { horizon: 12, looks: 40 } }
            options:
              rounds: 3
              episodesPerRound: 4
              labels: 100
              demonstrations: 30
              thresholdLabels: 24
              interventionRate: 0.2
              members: 3
              validationEpisodes: 2
              evaluationEpisodes: 2
              learner: { epochs: 2, model: { hidden: [8] } }
              risk: { epochs: 2, model: { hidden: [8] } }
            """,
        ["hg-dagger"] = """
            name: saved-gated
            algorithm: hg-dagger
            environment: Pendulum-v1
            options: { rounds: 2, labels: 200, demonstrations: 60, labelsPerRound: 70, members: 3, danger: { deviation: 0.25 }, evaluationEpisodes: 1, learner: { epochs: 2, model: { hidden: [8] } } }
            """,
        ["compare-policies"] = """
            name: saved-comparison
            algorithm: compare-policies
            environment: { name: Pendulum-v1, options: { maxEpisodeSteps: 30 } }
            options: { pairs: 6, fragmentSteps: 10, judge: { name: boltzmann, options: { rate: 0.05 } } }
            """,
        ["preference-reward-modeling"] = """
            name: saved-preferences
            algorithm: preference-reward-modeling
            environment: { name: Pendulum-v1, options: { maxEpisodeSteps: 30 } }
            options:
              judge: visible-return
              rounds: 2
              rolloutsPerRound: 2
              fragmentSteps: 5
              queriesPerRound: 12
              candidatesPerQuery: 3
              demonstrationPairs: 4
              testRollouts: 2
              testPairs: 5
              fit: { members: 2, learner: { epochs: 2, model: { hidden: [8], normalizeInputs: true } } }
            """,
        ["counterfactual-oversight"] = """
            name: saved-oversight
            algorithm: counterfactual-oversight
            environment: boat-race
            options:
              overseer: race-steward
              share: 0.5
              estimate: unbiased
              rounds: 2
              episodesPerRound: 4
              model: { learner: { epochs: 2, model: { hidden: [8] } } }
              policy: { settings: { maxSteps: 30, policy: { epochs: 2, model: { hidden: [8] } }, value: { epochs: 2, model: { hidden: [8] } } }, evaluationEpisodes: 2 }
            """,
        ["overoptimization-study"] = """
            name: saved-overoptimization
            algorithm: overoptimization-study
            environment: none
            options: { pairs: 40, trainingSteps: 10, heldOutPairs: 20, poolSamples: 200, largestN: 16, bootstraps: 5, learner: { model: { hidden: [8] } } }
            """,
        ["exact-planning"] = """
            name: saved-plan
            algorithm: exact-planning
            environment: boat-race
            options: { rule: { inverseTemperature: 0.5, klPenalty: 1 }, divergence: 8, halfwayRounds: 1, evaluationEpisodes: 2 }
            """,
        ["optimization-pressure"] = """
            name: saved-pressure
            algorithm: optimization-pressure
            environment: boat-race
            expert: careful-demonstrator
            options: { prior: imitation, imitation: { episodes: 2, learner: { epochs: 2, model: { hidden: [8] } } }, divergences: [2, 5] }
            """,
        ["q-learning"] = """
            name: saved-q
            algorithm: q-learning
            environment: boat-race
            options: { learning: { episodes: 40 }, evaluationEpisodes: 2 }
            """,
        ["mimicry"] = """
            name: saved-mimicry
            algorithm: mimicry
            environment: { name: block-stacking, options: { quickSuccess: 0 } }
            options: { objective: meeting-halfway }
            """,
        ["overseer-search"] = """
            name: saved-search
            algorithm: overseer-search
            environment: boat-race
            options: { episodes: 2, limits: { candidates: 3, depth: 3, quantile: 0.5 } }
            """,
        ["policy-gradient"] = """
            name: saved-gradient
            algorithm: policy-gradient
            environment: boat-race
            options:
              iterations: 2
              reward: { kind: environment.v1 }
              kl: { reference: { kind: uniform }, penalty: 0.1, target: 2 }
              settings: { steps: 150, maxSteps: 60, policy: { epochs: 2, model: { hidden: [8] } }, value: { epochs: 2, model: { hidden: [8] } } }
              evaluationEpisodes: 2
            """,
        ["rollout-selection"] = """
            name: saved-selection
            algorithm: rollout-selection
            environment: boat-race
            options: { rollouts: 12, bestOf: [1, 4], quantiles: [0.25], tilts: [0.1], bootstraps: 5 }
            """,
        ["expert-iteration"] = """
            name: saved-iteration
            algorithm: expert-iteration
            environment: boat-race
            options: { iterations: 2, starts: 2, rollouts: 3, learner: { epochs: 2, model: { hidden: [8] }, warmStart: true }, evaluationEpisodes: 2 }
            """,
        ["factored-answer"] = """
            name: saved-answer
            algorithm: factored-answer
            environment: none
            options:
              question: What is 2 times 3 and 1?
              answerer: { name: answer-table, options: { entries: [{ question: What is 2 times 3 and 1?, subquestions: [What is 2 times 3?, What is 1?], text: "7" }, { question: What is 2 times 3?, text: "6" }, { question: What is 1?, text: "1" }] } }
            """,
        ["judged-debate"] = """
            name: saved-debate
            algorithm: judged-debate
            environment: none
            options:
              judge: longest-argument
              design: crossed
              questions:
                - { question: Is 21 odd?, positions: ["Yes", "No"], correct: 1, arguments: [{ for: 1, text: It is 20 and 1. }, { for: 2, text: It is not. }] }
                - { question: Is 22 odd?, positions: ["Yes", "No"], correct: 2, arguments: [{ for: 1, text: It is. }, { for: 2, text: It is twice 11. }] }
                - { question: Is 23 odd?, positions: ["Yes", "No"], correct: 1, arguments: [{ for: 1, text: It is. }, { for: 2, text: "Its first digit is even, and so is it." }] }
            """,
    };

    /// <summary>Further runs of an algorithm that has its own above, in another way.</summary>
    private static readonly Dictionary<string, string> Variants = new(StringComparer.Ordinal)
    {
        ["preference-reward-modeling-improve"] = """
            name: saved-preference-loop
            algorithm: preference-reward-modeling
            environment: boat-race
            options:
              judge: race-steward
              rounds: 2
              rolloutsPerRound: 2
              fragmentSteps: 5
              queriesPerRound: 20
              candidatesPerQuery: 2
              testRollouts: 2
              testPairs: 5
              fit: { members: 2, learner: { epochs: 2, model: { hidden: [8] } } }
              improve:
                iterations: 1
                firstShare: 0.6
                klPenalty: 0.1
                settings: { steps: 60, maxSteps: 30, policy: { epochs: 2, model: { hidden: [8] } }, value: { epochs: 2, model: { hidden: [8] } } }
                evaluationEpisodes: 2
            """,
    };

    private static Module[] Plugins => BundledPlugins.All;

    public static TheoryData<string> Names => [.. SavedHistory.Names.Where(n => n != Diverging)];

    public static TheoryData<string> Algorithms => [.. Specs.Keys, .. Variants.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Replay_SavedHistory_IsIdenticalToTheLastBit(string name)
    {
        var report = await ReplayAsync(name, ReplayLevel.Effects);

        report.Divergence.ShouldBeNull();
        report.Ended.ShouldBeTrue();
        report.Decisions.ShouldBe(report.Effects);
        report.Repeated!.Value.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Replay_HistoryOfAnotherAlgorithm_DivergesWhereTheyPart()
    {
        var report = await ReplayAsync(Diverging, ReplayLevel.Decisions);

        report.Divergence!.Expected.ShouldContain("\"epochs\":3");
        report.Divergence.Actual.ShouldContain("\"epochs\":2");
    }

    [Fact]
    public async Task Histories_CoverEveryAlgorithm()
    {
        await using var lab = TestLab.Fresh(Plugins);

        Specs.Keys.Order(StringComparer.Ordinal).ShouldBe(lab.Plugins.Algorithms.Select(a => a.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Histories_AreThoseOfTheSpecs() => SavedHistory.Names.ShouldBe([.. Specs.Keys.Concat(Variants.Keys).Append(Diverging).Append(Forked).Order(StringComparer.Ordinal)]);

    /// <summary>A fresh run, saved and loaded. For a new algorithm, or a new version of one, keep the file it writes.</summary>
    [Theory]
    [MemberData(nameof(Algorithms))]
    public async Task Replay_HistorySavedNow_IsIdentical(string name)
    {
        var path = Path.Combine(Path.GetTempPath(), $"alab-history-{name}.jsonl");
        var (events, blobs) = (new InMemoryEventStore(TimeProvider.System), new InMemoryBlobStore());
        await using (var lab = new TestLab(events, blobs, new InMemoryRunLeases(), Plugins))
        {
            await SavedHistory.SaveAsync(path, (await lab.RunAsync(Specs.GetValueOrDefault(name) ?? Variants[name])).Run, events, blobs);
        }

        (await ReplayAsync(await SavedHistory.LoadFileAsync(path), ReplayLevel.Effects)).Divergence.ShouldBeNull();
    }

    /// <summary>A fork of the DAgger run with another learner, whose own part is the second round. It is saved without its parent.</summary>
    [Fact]
    public async Task Replay_ForkSavedNow_IsIdenticalAndItsPastIsItsParents()
    {
        var path = Path.Combine(Path.GetTempPath(), $"alab-history-{Forked}.jsonl");
        var (events, blobs) = (new InMemoryEventStore(TimeProvider.System), new InMemoryBlobStore());
        await using (var lab = new TestLab(events, blobs, new InMemoryRunLeases(), Plugins))
        {
            var parent = await lab.RunAsync(Specs["dagger"]);
            var round = (await lab.EventsAsync(parent.Run)).Last(e => e.Type == "rollout-recorded.v1").Version;
            var fork = await lab.Mediator.Send(new SubmitFork(parent.Run, round, ["options.learner.epochs=3"]), TestContext.Current.CancellationToken);
            var result = await lab.ExecuteAsync(fork.Run);

            result.Status.ShouldBe(RunStatus.Completed);
            (await lab.Mediator.Send(new ReplayRun(fork.Run, ReplayLevel.Effects), TestContext.Current.CancellationToken)).ShouldSatisfyAllConditions(
                r => r.Divergence.ShouldBeNull(), r => r.Parent!.Compared.ShouldBeTrue(), r => r.Inherited!.Value.ShouldBeGreaterThan(3));
            await SavedHistory.SaveAsync(path, fork.Run, events, blobs);
        }

        (await ReplayAsync(await SavedHistory.LoadFileAsync(path), ReplayLevel.Effects)).ShouldSatisfyAllConditions(
            r => r.Divergence.ShouldBeNull(), r => r.Parent!.Compared.ShouldBeFalse());
    }

    [Theory]
    [InlineData("options.rounds=2", true)]
    [InlineData("seed=4", false)]
    [InlineData("expert.options={}", true)]
    public async Task Fork_OfDAgger_ComesToTheParentsDigestUnlessSomethingIsSwapped(string setting, bool same)
    {
        await using var lab = TestLab.Fresh(Plugins);
        var parent = await lab.RunAsync(Specs["dagger"]);

        var fork = await lab.Mediator.Send(new SubmitFork(parent.Run, 9, [setting]), TestContext.Current.CancellationToken);

        ((await lab.ExecuteAsync(fork.Run)).Digest == parent.Digest).ShouldBe(same);
        fork.Swapped.Any().ShouldBe(!same);
    }

    private static async Task<ReplayReport> ReplayAsync(string name, ReplayLevel level) => await ReplayAsync(await SavedHistory.LoadAsync(name), level);

    private static async Task<ReplayReport> ReplayAsync((RunId Run, InMemoryEventStore Events, InMemoryBlobStore Blobs) history, ReplayLevel level)
    {
        await using var lab = new TestLab(history.Events, history.Blobs, new InMemoryRunLeases(), Plugins);
        return await lab.Mediator.Send(new ReplayRun(history.Run, level), TestContext.Current.CancellationToken);
    }
}
