using AlignmentLab.Compliance.Fakes;
using AlignmentLab.Core.Replay;
using AlignmentLab.Core.Runs;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Imitation;
using AlignmentLab.Imitation.Gating;
using AlignmentLab.Tests.Core;
using AlignmentLab.Trajectories;
using Autofac;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Imitation.Gating;

/// <summary>What all algorithms with a gate hold to, and what they do with bad input.</summary>
public sealed class GatedRunTests
{
    public static TheoryData<string> Variants => [.. GatedVariants.Names];

    public static TheoryData<string> Gated => [.. GatedVariants.Gated];

    [Theory]
    [MemberData(nameof(Gated))]
    public async Task Play_EachEpisode_LabelsTheStatesThatItSaysAndActsByTheGate(string variant)
    {
        var blobs = new InMemoryBlobStore();
        await using var lab = new TestLab(new InMemoryEventStore(TimeProvider.System), blobs, new InMemoryRunLeases(), Modules(new CountedExperts()));
        var result = await lab.RunAsync(GatedVariants.Spec(variant));
        var run = new RecordedRun(result, await lab.EventsAsync(result.Run));

        foreach (var (request, episode) in run.Effects<PlayGatedRequest, GatedEpisode>())
        {
            var trajectory = Trajectory.FromBytes(await ReadAsync(blobs, episode.Trajectory));
            var acted = GateReadings.FromBytes(await ReadAsync(blobs, episode.Readings)).ExpertActed;
            var labels = episode.Labels is { } stored ? StateLabels.FromBytes(await ReadAsync(blobs, stored)) : new StateLabels([], 1, [], 1, []);
            (labels.States.LongLength, acted.Length, acted.Sum()).ShouldBe((episode.Count, episode.Steps, episode.ExpertSteps));
            acted.Index().Where(a => a.Item == 1).Select(a => (long)a.Index).ShouldBeSubsetOf(labels.States, "what the expert did is labelled");
            if (request.Gate is not DoubtGate { Discrepancy: not null } and not DropoutGate)
            {
                labels.States.LongLength.ShouldBe(acted.Sum(), "where it did nothing it was not asked");
            }

            foreach (var (state, i) in labels.States.Select((s, i) => ((int)s, i)))
            {
                labels.Observations.AsSpan(i * labels.ObservationSize, labels.ObservationSize).SequenceEqual(trajectory.Observation(state)).ShouldBeTrue();
                (acted[state] == 0 || trajectory.Action(state)[0] == labels.Actions[i]).ShouldBeTrue("the expert's step is its label");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public async Task Run_ByPeople_IsRefusedWithWhatToDo(string variant)
    {
        await using var lab = TestLab.Fresh(Modules(new CountedExperts()));

        var result = await lab.RunAsync(GatedVariants.Spec(variant), "expert={name: human, options: {actsAs: copychain-cue}}");

        result.Reason.ShouldNotBeNull().ShouldContain("Name a scripted expert, or use dagger");
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public async Task Run_OfAnExpertThatRefuses_FailsAndReplaysAsFar(string variant)
    {
        await using var lab = TestLab.Fresh(Modules(new CountedExperts(refusesAfter: variant == "hg-dagger by bounds" ? 6 : 16)));

        var result = await lab.RunAsync(GatedVariants.Spec(variant));

        result.Status.ShouldBe(RunStatus.Failed);
        result.Reason.ShouldNotBeNull().ShouldContain("I would rather not say.");
        (await lab.Mediator.Send(new ReplayRun(result.Run, ReplayLevel.Decisions), TestContext.Current.CancellationToken)).Divergence.ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public async Task Run_OfAnExpertThatContradictsItself_EndsWithinTheBudget(string variant)
    {
        await using var lab = TestLab.Fresh(Modules(new CountedExperts(contradicts: true)));

        var result = await lab.RunAsync(GatedVariants.Spec(variant));

        result.Status.ShouldBe(RunStatus.Completed, result.Reason);
        result.Metrics["labels"].ShouldBeInRange(1, 40);
        result.Metrics["return"].ShouldBeInRange(-6, 0);
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public async Task Resume_AfterACrash_EndsAsUndisturbedAndAsksNoLabelTwice(string variant)
    {
        await using var undisturbed = TestLab.Fresh(Modules(new CountedExperts()));
        var expected = await undisturbed.RunAsync(GatedVariants.Spec(variant));
        expected.Status.ShouldBe(RunStatus.Completed, expected.Reason);
        var crashes = 0;
        for (var (allowed, done) = (3, false); !done; allowed += 7)
        {
            var (store, blobs, leases) = (new InMemoryEventStore(TimeProvider.System), new InMemoryBlobStore(), new InMemoryRunLeases());
            AlignmentLab.Algorithms.RunId run;
            await using (var first = new TestLab(new DyingStore(store, allowed), blobs, leases, Modules(new CountedExperts())))
            {
                run = await first.SubmitAsync(GatedVariants.Spec(variant));
                done = await TryAsync(() => first.ExecuteAsync(run));
                crashes += done ? 0 : 1;
            }

            await using var second = new TestLab(store, blobs, leases, Modules(new CountedExperts()));
            (await second.ExecuteAsync(run)).Digest.ShouldBe(expected.Digest, $"crash after {allowed} appends");
            (await second.EventsAsync(run)).Where(e => e.Call is not null).GroupBy(e => (e.Type, e.Call)).ShouldAllBe(g => g.Count() == 1);
        }

        crashes.ShouldBeGreaterThan(2);
    }

    private static Module[] Modules(CountedExperts experts) => [new EnvironmentsModule(), new ImitationModule(), experts];

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(InMemoryBlobStore blobs, AlignmentLab.Artifacts.Artifact artifact) =>
        (await blobs.GetAsync(artifact.Hash, TestContext.Current.CancellationToken))!.Value;

    private static async Task<bool> TryAsync(Func<Task<RunResult>> execute)
    {
        try
        {
            await execute();
            return true;
        }
        catch (Exception e) when (e is EnvironmentFailureException or OperationCanceledException)
        {
            return false;
        }
    }
}
