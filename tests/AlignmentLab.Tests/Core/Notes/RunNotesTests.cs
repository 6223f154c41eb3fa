using AlignmentLab.Compliance.Fakes;
using AlignmentLab.Core.Certificates;
using AlignmentLab.Core.Notes;
using AlignmentLab.Core.Projections;
using AlignmentLab.Core.Replay;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Notes;

public sealed class RunNotesTests : IAsyncDisposable
{
    private readonly InMemoryEventStore _store = new(TimeProvider.System);
    private readonly TestLab _lab;

    public RunNotesTests() => _lab = new TestLab(_store, new InMemoryBlobStore(), new InMemoryRunLeases(), new EchoModule());

    public async ValueTask DisposeAsync() => await _lab.DisposeAsync();

    [Fact]
    public async Task Tag_TwiceThenOff_IsOneEventEach()
    {
        var run = await _lab.SubmitAsync(EchoModule.Spec);

        await _lab.Mediator.Send(new TagRun(run, "paper", Remove: false, "ann"));
        (await _lab.Mediator.Send(new TagRun(run, "paper", Remove: false, "ben"))).Tags.ShouldBe(["paper"]);
        (await _lab.Mediator.Send(new TagRun(run, "paper", Remove: true, "ben"))).Tags.ShouldBeEmpty();

        (await _store.ReadStreamAsync(RunNotes.StreamOf(run), ReadDirection.Forwards, 0).Select(e => $"{e.Type} {e.Author}").ToListAsync())
            .ShouldBe(["run-tagged.v1 ann", "run-untagged.v1 ben"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Paper")]
    [InlineData("a b")]
    [InlineData("<script>")]
    public async Task Tag_ThatIsNone_IsRefused(string tag)
    {
        var run = await _lab.SubmitAsync(EchoModule.Spec);

        (await Should.ThrowAsync<InvalidInputException>(() => _lab.Mediator.Send(new TagRun(run, tag, Remove: false, "ann")))).Message.ShouldContain("is no tag");
    }

    [Fact]
    public async Task Record_CertificateOfAReplay_ShowsOnTheRunAndReadsBack()
    {
        var result = await _lab.RunAsync(EchoModule.Spec);
        var certificate = await CertifyAsync(result.Run);

        var recorded = await _lab.Mediator.Send(new RecordCertificate(result.Run, certificate, "ann"));

        recorded.Outcome.ShouldBe("identical");
        recorded.Events.ShouldBe(result.Events);
        (await _lab.Mediator.Send(new ReadCertificate(result.Run, recorded.Certificate.Hash))).ShouldBe(certificate);
        await using var view = new LabView(_store, new InMemoryRunLeases(), _lab.Plugins, TimeProvider.System);
        await foreach (var e in _store.ReadAllAsync(ReadDirection.Forwards, 1, EventFilter.All))
        {
            view.Add(e);
        }

        var shown = view.Run(result.Run)!.Notes.Certificates.ShouldHaveSingleItem();
        shown.Recorded.ShouldBe(recorded);
        shown.Author.ShouldBe("ann");
    }

    [Fact]
    public async Task Record_CertificateOfAnotherRunOrChanged_IsRefused()
    {
        var (one, two) = (await _lab.RunAsync(EchoModule.Spec), await _lab.RunAsync(EchoModule.Spec, "seeds=[3]"));
        var certificate = await CertifyAsync(one.Run);

        (await Should.ThrowAsync<InvalidInputException>(() => _lab.Mediator.Send(new RecordCertificate(two.Run, certificate, "ann")))).Message.ShouldContain("it is about");
        (await Should.ThrowAsync<InvalidInputException>(() =>
            _lab.Mediator.Send(new RecordCertificate(one.Run, certificate.Replace("\"identical\"", "\"diverged\"", StringComparison.Ordinal), "ann")))).Message.ShouldContain("changed");
    }

    private async Task<string> CertifyAsync(AlignmentLab.Algorithms.RunId run) =>
        (await _lab.Mediator.Send(new IssueCertificate(await _lab.Mediator.Send(new ReplayRun(run, ReplayLevel.Effects))))).ToString();
}
