using AlignmentLab.Compliance.Fakes;
using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Core.Transparency;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Transparency;

public sealed class TransparencyLogTests
{
    private readonly InMemoryEventStore _store = new(TimeProvider.System);
    private readonly InMemoryBlobStore _blobs = new();

    private TestLab Lab => new(_store, _blobs, new InMemoryRunLeases(), new EchoModule());

    [Fact]
    public async Task Run_Ended_IsSignedWithItsOperations()
    {
        var run = (await Lab.RunAsync(EchoModule.Spec)).Run;

        var proof = await Lab.Mediator.Send(new ProveHead(run.Stream));

        proof.Head.Root.ShouldBe((await _store.HeadAsync(run.Stream))!.Value.Root);
        proof.Fault(TestLab.AuthorityOf(_store).PublicKey!.Value).ShouldBeNull();
        (await Lab.Mediator.Send(new ProveHead(run.OperationsStream))).Head.Version.ShouldBe((await _store.HeadAsync(run.OperationsStream))!.Value.Version);
    }

    [Fact]
    public async Task Proof_AnyPartChanged_DoesNotHold()
    {
        var run = (await Lab.RunAsync(EchoModule.Spec)).Run;
        await Lab.RunAsync(EchoModule.Spec);
        var proof = await Lab.Mediator.Send(new ProveHead(run.Stream));
        var key = TestLab.AuthorityOf(_store).PublicKey!.Value;

        (proof with { Head = proof.Head with { Version = 3 } }).Fault(key).ShouldNotBeNull();
        (proof with { Head = proof.Head with { Root = Sha256.Of("other"u8) } }).Fault(key).ShouldNotBeNull();
        (proof with { Leaf = proof.Leaf + 1 }).Fault(key).ShouldNotBeNull();
        (proof with { Path = [.. proof.Path.Skip(1)] }).Fault(key).ShouldNotBeNull();
        (proof with { Checkpoint = proof.Checkpoint.Replace("\n4\n", "\n5\n") }).Fault(key).ShouldNotBeNull();
        proof.Fault(new InMemoryLogAuthority().CreateKey()).ShouldNotBeNull();
    }

    [Fact]
    public async Task Consistency_WithAnEarlierCheckpoint_IsProvedAndNoChangeOfItHolds()
    {
        await Lab.RunAsync(EchoModule.Spec);
        var earlier = (await TestLab.AuthorityOf(_store).PublishedAsync())!;
        await Lab.RunAsync(EchoModule.Spec);
        var key = TestLab.AuthorityOf(_store).PublicKey!.Value;

        var proof = await Lab.Mediator.Send(new ProveConsistency(earlier));

        proof.Fault(key).ShouldBeNull();
        (proof with { Path = [.. proof.Path.Skip(1)] }).Fault(key).ShouldNotBeNull();
        (proof with { Later = proof.Earlier }).Fault(key).ShouldNotBeNull();
        (proof with { Earlier = proof.Earlier.Replace("\n2\n", "\n1\n", StringComparison.Ordinal) }).Fault(key).ShouldNotBeNull();
        await Should.ThrowAsync<InvalidInputException>(() => Lab.Mediator.Send(new ProveConsistency("no checkpoint")));
    }

    [Fact]
    public async Task Consistency_WithACheckpointOfAnotherLab_IsRefused()
    {
        await Lab.RunAsync(EchoModule.Spec);
        var other = new InMemoryEventStore(TimeProvider.System);
        await using var elsewhere = new TestLab(other, _blobs, new InMemoryRunLeases(), new EchoModule());
        await elsewhere.RunAsync(EchoModule.Spec);

        await Should.ThrowAsync<WorkFailedException>(async () => await Lab.Mediator.Send(new ProveConsistency((await TestLab.AuthorityOf(other).PublishedAsync())!)));
    }

    [Fact]
    public async Task Sign_NothingHasGrown_WritesNothingAndGivesTheLastCheckpoint()
    {
        await Lab.RunAsync(EchoModule.Spec);
        var before = (await _store.HeadAsync(new StreamId("transparency")))!.Value.Version;

        var note = await Lab.Mediator.Send(new SignLog());

        note!.ToString().ShouldBe(await TestLab.AuthorityOf(_store).PublishedAsync());
        (await _store.HeadAsync(new StreamId("transparency")))!.Value.Version.ShouldBe(before);
    }

    [Fact]
    public async Task Sign_EmptyLab_GivesNothing() => (await Lab.Mediator.Send(new SignLog())).ShouldBeNull();

    [Fact]
    public async Task Sign_ManyProcessesAtOnce_KeepOneConsistentTree()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            var lab = Lab;
            for (var round = 0; round < 5; round++)
            {
                await _store.AppendAsync(new StreamId($"note-{i}"), ExpectedVersion.Any, [new NewEvent(EventId.New(TimeProvider.System), "note.v1", "{}"u8.ToArray())]);
                await lab.Mediator.Send(new SignLog());
            }
        }));

        (await Lab.Mediator.Send(new AlignmentLab.Core.Verify.VerifyLab())).Broken.ShouldBeEmpty();
    }

    [Fact]
    public async Task Prove_StreamThatWasNeverSigned_SaysSo()
    {
        await Lab.SubmitAsync(EchoModule.Spec);
        var run = (await Lab.Mediator.Send(new ListRuns())).Single().Run;

        (await Should.ThrowAsync<InvalidInputException>(() => Lab.Mediator.Send(new ProveHead(run.Stream)))).Message.ShouldContain("does not hold");
    }
}
