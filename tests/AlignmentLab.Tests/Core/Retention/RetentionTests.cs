using AlignmentLab.Algorithms;
using AlignmentLab.Core.Provenance;
using AlignmentLab.Core.Retention;
using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Core.Verify;
using AlignmentLab.Errors;
using AlignmentLab.Tests.Core.Verify;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Retention;

public sealed class RetentionTests(RecordedLab recorded) : IClassFixture<RecordedLab>, IDisposable
{
    private readonly LabFiles _lab = recorded.Copy();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public Task Remove_OneArtifact_KeepsTheLogVerifiableAndSaysWhatIsGone() => _lab.WithAsync(async lab =>
    {
        var run = await FirstAsync(lab);
        var model = (await lab.Mediator.Send(new ListModels(run)))[0];

        var removed = await lab.Mediator.Send(new RemoveArtifacts(run, null, model.Artifact.Hash, "the annotator withdrew", "ana"));

        removed.Artifacts.ShouldBe([model.Artifact]);
        var report = await lab.Mediator.Send(new VerifyLab());
        report.Broken.ShouldBeEmpty();
        report.Removed.ShouldBe(1);
        report.Log!.Beyond.ShouldBe(0);
        (await lab.Mediator.Send(new VerifyLab(run))).Broken.ShouldBeEmpty();
        return 0;
    });

    [Fact]
    public Task Remove_Everything_LeavesOnlyTheLog() => _lab.WithAsync(async lab =>
    {
        var run = await FirstAsync(lab);

        var removed = await lab.Mediator.Send(new RemoveArtifacts(run, null, null, "closed", "ana"));

        removed.Artifacts.Count.ShouldBeGreaterThan(5);
        (await lab.Mediator.Send(new VerifyLab())).Broken.ShouldBeEmpty();
        return 0;
    });

    [Fact]
    public Task Remove_OfAHeldRun_IsRefusedUntilItIsReleased() => _lab.WithAsync(async lab =>
    {
        var run = await FirstAsync(lab);
        (await lab.Mediator.Send(new HoldRun(run, "case 17", "ana"))).ShouldBeTrue();
        (await lab.Mediator.Send(new HoldRun(run, "case 17", "ana"))).ShouldBeFalse();

        (await Should.ThrowAsync<InvalidInputException>(() => lab.Mediator.Send(new RemoveArtifacts(run, null, null, "closed", "ben")))).Message.ShouldContain("is held");
        (await lab.Mediator.Send(new VerifyLab())).Removed.ShouldBe(0);

        (await lab.Mediator.Send(new ReleaseRun(run, "closed", "ana"))).ShouldBeTrue();
        (await lab.Mediator.Send(new RemoveArtifacts(run, null, null, "closed", "ben"))).Artifacts.ShouldNotBeEmpty();
        return 0;
    });

    [Fact]
    public Task Remove_WhatTheRunDidNotMake_SaysSo() => _lab.WithAsync(async lab =>
    {
        var run = await FirstAsync(lab);

        (await Should.ThrowAsync<InvalidInputException>(() => lab.Mediator.Send(new RemoveArtifacts(run, new("99/train"), null, "x", "ana")))).Message.ShouldContain("99/train");
        return 0;
    });

    private static async Task<RunId> FirstAsync(TestLab lab) => (await lab.Mediator.Send(new ListRuns()))[0].Run;
}
