using AlignmentLab.Algorithms;
using AlignmentLab.Compliance.Fakes;
using AlignmentLab.Core.Certificates;
using AlignmentLab.Core.Replay;
using AlignmentLab.Core.Transparency;
using AlignmentLab.Errors;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Certificates;

public sealed class CertificateTests
{
    private readonly InMemoryEventStore _store = new(TimeProvider.System);
    private readonly InMemoryBlobStore _blobs = new();

    private TestLab Lab => new(_store, _blobs, new InMemoryRunLeases(), new EchoModule());

    [Fact]
    public async Task Check_OfACertificate_HoldsWithoutTheLabThatIssuedIt()
    {
        var (run, text) = await IssueAsync();

        var result = await CheckElsewhereAsync(text, TestLab.AuthorityOf(_store).PublicKey);

        result.Faults.ShouldBeEmpty();
        (result.Certificate.Run, result.Certificate.Outcome, result.Certificate.Level).ShouldBe((run, "identical", ReplayLevel.Effects));
        result.Certificate.Replay.Repeated.ShouldBe(3);
        result.Certificate.Definition.Plugins.ShouldNotBeNull();
    }

    [Fact]
    public async Task Check_AgainstTheRunItIsAbout_Holds()
    {
        var (run, text) = await IssueAsync();

        (await Lab.Mediator.Send(new CheckCertificate(text, Run: run))).Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Check_AgainstAnotherRun_SaysSo()
    {
        var (run, text) = await IssueAsync();
        var other = (await Lab.RunAsync(EchoModule.Spec)).Run;

        (await Lab.Mediator.Send(new CheckCertificate(text, Run: other))).Faults.ShouldHaveSingleItem().ShouldBe($"it is about {run}, not {other}");
    }

    [Fact]
    public async Task Check_AgainstARunOfThatNameWithAnotherHistory_SaysSo()
    {
        var (run, text) = await IssueAsync();
        var elsewhere = new InMemoryEventStore(TimeProvider.System);
        await foreach (var e in _store.ReadStreamAsync(run.Stream, Engines.ReadDirection.Forwards, 0))
        {
            await elsewhere.AppendAsync(run.Stream, AlignmentLab.Events.ExpectedVersion.Any, [new(e.Id, e.Type, e.Data) { Call = e.Call }]);
        }

        await using var lab = new TestLab(elsewhere, _blobs, new InMemoryRunLeases(), new EchoModule());

        (await lab.Mediator.Send(new CheckCertificate(text, Run: run))).Faults.ShouldHaveSingleItem().ShouldContain("another history");
    }

    [Fact]
    public async Task Check_UnderAnotherKey_SaysSo()
    {
        var (_, text) = await IssueAsync();

        (await CheckElsewhereAsync(text, new InMemoryLogAuthority().CreateKey())).Faults.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Check_AnyLineChanged_IsNotBelieved()
    {
        var (_, text) = await IssueAsync();
        var lines = text.Split('\n');
        foreach (var i in Enumerable.Range(0, lines.Length - 3).Where(i => lines[i].Contains(':') && !lines[i].Contains("\"format\"")))
        {
            var changed = lines.ToArray();
            changed[i] += " ";

            (await CheckElsewhereAsync(string.Join('\n', changed), TestLab.AuthorityOf(_store).PublicKey)).Faults.ShouldNotBeEmpty(lines[i]);
        }
    }

    [Fact]
    public async Task Check_OfADivergedReplay_SaysDiverged()
    {
        var (_, text) = await IssueAsync(new EchoModule(new Altering()));

        var result = await CheckElsewhereAsync(text, null);

        result.Faults.ShouldBeEmpty();
        result.Certificate.Outcome.ShouldBe("diverged");
        result.Certificate.Replay.Divergence!.Version.ShouldBe(2);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{}\n\n\u2014 name AAAAAAAA\n")]
    [InlineData("[]\n\n\u2014 name AAAAAAAA\n")]
    [InlineData("{\"format\":\"alignmentlab-certificate/9\"}\n\n\u2014 name AAAAAAAA\n")]
    public async Task Check_NoCertificateOrAnotherVersions_SaysSo(string text) =>
        await Should.ThrowAsync<InvalidInputException>(() => CheckElsewhereAsync(text, null));

    [Fact]
    public async Task Issue_WhereNothingWasEverSigned_SaysWhatToDo()
    {
        var run = (await Lab.RunAsync(EchoModule.Spec)).Run;
        var report = await Lab.Mediator.Send(new ReplayRun(run, ReplayLevel.Log));
        await using var keyless = new TestLab(_store, _blobs, new InMemoryRunLeases(), new InMemoryLogAuthority(), new EchoModule());

        (await Should.ThrowAsync<InvalidInputException>(() => keyless.Mediator.Send(new IssueCertificate(report)))).Message.ShouldContain("alab import");
    }

    private async Task<(RunId Run, string Text)> IssueAsync(EchoModule? replayedWith = null)
    {
        var run = (await Lab.RunAsync(EchoModule.Spec)).Run;
        await using var lab = new TestLab(_store, _blobs, new InMemoryRunLeases(), replayedWith ?? new EchoModule());
        var report = await lab.Mediator.Send(new ReplayRun(run, ReplayLevel.Effects));
        SignedNote note = await lab.Mediator.Send(new IssueCertificate(report));
        return (run, note.ToString());
    }

    private static async Task<CheckedCertificate> CheckElsewhereAsync(string text, ReadOnlyMemory<byte>? key)
    {
        await using var nowhere = TestLab.Fresh();
        return await nowhere.Mediator.Send(new CheckCertificate(text, key));
    }

    private sealed class Altering : EchoFaults
    {
        public override Task BeforeAsync(string text, CancellationToken cancellationToken) => throw new InvalidOperationException("another result");
    }
}
