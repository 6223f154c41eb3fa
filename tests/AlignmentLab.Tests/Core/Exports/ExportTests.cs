using System.IO.Compression;
using System.Text;
using AlignmentLab.Algorithms;
using AlignmentLab.Compliance.Fakes;
using AlignmentLab.Core.Exports;
using AlignmentLab.Core.Provenance;
using AlignmentLab.Core.Replay;
using AlignmentLab.Core.Retention;
using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Core.Verify;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Tests.Core.Verify;
using AlignmentLab.Tests.Embedded;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Exports;

public sealed class ExportTests(RecordedLab recorded) : IClassFixture<RecordedLab>, IDisposable
{
    private readonly LabFiles _lab = recorded.Copy();
    private readonly TemporaryDirectory _directory = new();

    private string File => _directory.File("run.alab");

    public void Dispose()
    {
        _lab.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Import_OfAnExport_HoldsTheSameRunAndProves()
    {
        var (run, exported) = await ExportAsync();
        await using var other = Other();

        var imported = await other.Mediator.Send(new ImportRun(File));

        (imported.Events, imported.Artifacts).ShouldBe((exported.Events, exported.Artifacts));
        var there = await _lab.WithAsync(lab => lab.Mediator.Send(new ShowRun(run)));
        var here = await other.Mediator.Send(new ShowRun(run));
        (here.Result.Digest, here.Result.Root, here.Result.Events).ShouldBe((there.Result.Digest, there.Result.Root, there.Result.Events));
        var report = await other.Mediator.Send(new VerifyLab());
        report.Broken.ShouldBeEmpty();
        report.Imports.ShouldBe(1);
        (await other.Mediator.Send(new ReplayRun(run, ReplayLevel.Effects))).Identical.ShouldBeTrue();
    }

    [Fact]
    public async Task Import_Again_ChangesNothing()
    {
        await ExportAsync();
        await using var other = Other();
        await other.Mediator.Send(new ImportRun(File));

        (await other.Mediator.Send(new ImportRun(File))).AlreadyHeld.ShouldBeTrue();

        (await other.Mediator.Send(new VerifyLab())).Imports.ShouldBe(1);
    }

    [Fact]
    public async Task Import_UnderAnotherKeyThanTheTrustedOne_IsRefused()
    {
        await ExportAsync();
        await using var other = Other();

        (await RefusedAsync(other, new InMemoryLogAuthority().CreateKey())).ShouldContain("the given key is");
    }

    [Fact]
    public async Task Verify_OfAnImportWithTheOtherLabsKey_HoldsAndWithAnyOtherDoesNot()
    {
        await ExportAsync();
        var store = new InMemoryEventStore(TimeProvider.System);
        await using var other = new TestLab(store, new InMemoryBlobStore(), new InMemoryRunLeases(), RecordedLab.Plugins);
        await other.Mediator.Send(new ImportRun(File, Sign: false));
        var key = new AlignmentLab.Embedded.FileLogAuthority(_lab.Keys).PublicKey;

        (await other.Mediator.Send(new VerifyLab(PublicKey: key))).Broken.ShouldBeEmpty();
        (await other.Mediator.Send(new VerifyLab(PublicKey: new InMemoryLogAuthority().CreateKey()))).Broken.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Provenance_InAnImport_IsBorneOut()
    {
        var (run, _) = await ExportAsync();
        var model = await _lab.WithAsync(lab => lab.Mediator.Send(new ExportModel(run)));
        await using var other = Other();
        await other.Mediator.Send(new ImportRun(File));

        var report = await other.Mediator.Send(new TraceProvenance(model.File));

        report.Faults.ShouldBeEmpty();
        report.Labels.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Export_WithRemovedArtifacts_IsImportedWithTheAccountOfThem()
    {
        var run = await FirstAsync();
        await _lab.WithAsync(lab => lab.Mediator.Send(new RemoveArtifacts(run, new("2/label"), null, "withdrawn", "ana")));
        var (_, exported) = await ExportAsync();
        await using var other = Other();

        await other.Mediator.Send(new ImportRun(File));

        exported.Removed.ShouldBe(1);
        var report = await other.Mediator.Send(new VerifyLab());
        report.Broken.ShouldBeEmpty();
        report.Removed.ShouldBe(1);
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.7)]
    [InlineData(0.999)]
    public async Task Import_OfAFileCutShort_SaysSoAndWritesNothing(double share)
    {
        await ExportAsync();
        var content = await System.IO.File.ReadAllBytesAsync(File);
        await System.IO.File.WriteAllBytesAsync(File, content[..(int)(content.Length * share)]);

        await RefusedAsync("cut short");
    }

    [Fact]
    public async Task Import_OfAChangedEvent_NamesIt()
    {
        await ExportAsync();
        Edit(e => e.StartsWith("events/run-", StringComparison.Ordinal), text => text.Replace("\\\"steps\\\":", "\\\"steps\\\":1", StringComparison.Ordinal));

        await RefusedAsync("not what was hashed");
    }

    [Fact]
    public async Task Import_OfADroppedLastEvent_IsCaughtByTheProof()
    {
        await ExportAsync();
        Edit(e => e.StartsWith("events/run-", StringComparison.Ordinal), text => text[..(text.TrimEnd('\n').LastIndexOf('\n') + 1)]);

        await RefusedAsync("events are missing or replaced");
    }

    [Fact]
    public async Task Import_OfAChangedArtifact_NamesIt()
    {
        await ExportAsync();
        Edit(e => e.StartsWith("blobs/", StringComparison.Ordinal), _ => "other content");

        await RefusedAsync("does not hash to its name");
    }

    [Fact]
    public async Task Import_OfAChangedProof_IsRefused()
    {
        await ExportAsync();
        Edit(e => e == "manifest.json", text => text.Replace("\"leaf\":0", "\"leaf\":1", StringComparison.Ordinal));

        await RefusedAsync("does not hold");
    }

    [Fact]
    public async Task Import_OfAnotherVersionsExport_SaysWhich()
    {
        await ExportAsync();
        Edit(e => e == "manifest.json", text => text.Replace("alignmentlab-export/1", "alignmentlab-export/9", StringComparison.Ordinal));

        await RefusedAsync("'alignmentlab-export/9'");
    }

    [Fact]
    public async Task Import_WithAnEntryThatLeadsElsewhere_IsRefused()
    {
        await ExportAsync();
        await using (var archive = await ZipFile.OpenAsync(File, ZipArchiveMode.Update))
        {
            archive.CreateEntry("../../evil");
        }

        await RefusedAsync("no part of an export");
    }

    [Fact]
    public async Task Import_WhereAnotherRunHasTheName_IsRefused()
    {
        var (run, _) = await ExportAsync();
        var store = new InMemoryEventStore(TimeProvider.System);
        await store.AppendAsync(run.Stream, ExpectedVersion.NoStream, [new NewEvent(EventId.New(TimeProvider.System), "run-submitted.v1", "{}"u8.ToArray())]);
        await using var other = new TestLab(store, new InMemoryBlobStore(), new InMemoryRunLeases(), RecordedLab.Plugins);

        (await RefusedAsync(other)).ShouldContain("The lab holds another");
    }

    private static TestLab Other() => TestLab.Fresh(RecordedLab.Plugins);

    private Task<RunId> FirstAsync() => _lab.WithAsync(async lab => (await lab.Mediator.Send(new ListRuns()))[0].Run);

    private async Task<(RunId Run, ExportedRun Exported)> ExportAsync()
    {
        var run = await FirstAsync();
        await using var file = System.IO.File.Create(File);
        return (run, await _lab.WithAsync(lab => lab.Mediator.Send(new ExportRun(run, file))));
    }

    private void Edit(Func<string, bool> which, Func<string, string> edit)
    {
        using var archive = ZipFile.Open(File, ZipArchiveMode.Update);
        var entry = archive.Entries.First(e => which(e.FullName));
        string text;
        using (var reader = new StreamReader(entry.Open(), Encoding.UTF8))
        {
            text = reader.ReadToEnd();
        }

        var name = entry.FullName;
        entry.Delete();
        using var writer = new StreamWriter(archive.CreateEntry(name).Open(), new UTF8Encoding(false));
        writer.Write(edit(text));
    }

    private async Task RefusedAsync(string expected)
    {
        var store = new InMemoryEventStore(TimeProvider.System);
        await using var other = new TestLab(store, new InMemoryBlobStore(), new InMemoryRunLeases(), RecordedLab.Plugins);

        (await RefusedAsync(other)).ShouldContain(expected);
        (await store.HeadsAsync().CountAsync()).ShouldBe(0);
    }

    private async Task<string> RefusedAsync(TestLab other, ReadOnlyMemory<byte>? key = null) =>
        (await Should.ThrowAsync<InvalidInputException>(() => other.Mediator.Send(new ImportRun(File, key)))).Message;
}
