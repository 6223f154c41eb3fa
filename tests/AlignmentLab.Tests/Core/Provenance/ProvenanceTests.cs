using AlignmentLab.Artifacts;
using AlignmentLab.Compliance.Fakes;
using AlignmentLab.Core.Provenance;
using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Tests.Core.Verify;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Provenance;

public sealed class ProvenanceTests(RecordedLab recorded) : IClassFixture<RecordedLab>, IDisposable
{
    private readonly LabFiles _lab = recorded.Copy();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public async Task Trace_OfTheLastModel_NamesEveryLabelEventItWasTrainedOn()
    {
        var model = await ExportAsync();

        var report = await TraceAsync(model.File);

        report.Faults.ShouldBeEmpty();
        report.Run.ShouldBe(model.Proof.Run);
        report.Call.ShouldBe(model.Proof.Call);
        report.Labels.Select(l => l.Direct).ShouldAllBe(direct => direct);
        report.Labels.Sum(l => l.Queries).ShouldBe(await LabelsOfRunAsync(model.Proof));
        report.Labels.Select(l => l.VisitedBy).ShouldBe(["expert.v1", "learned.v1"]);
    }

    [Fact]
    public async Task Trace_OfTheBareArtifact_FindsItsRun()
    {
        var model = await ExportAsync();

        var report = await TraceAsync(CheckpointProof.Detach(model.File).Bare);

        (report.Call, report.SignedBy).ShouldBe((model.Proof.Call, null));
        report.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Detach_OfAnExportedModel_GivesTheArtifactsVeryBytes()
    {
        var model = await ExportAsync();

        Sha256.Of(CheckpointProof.Detach(model.File).Bare).ShouldBe(model.Proof.Artifact);
    }

    [Theory]
    [InlineData("alab_run", null)]
    [InlineData("alab_call", "2/label")]
    [InlineData("alab_version", "1")]
    [InlineData("alab_root", "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae")]
    [InlineData("alab_positions", "1-2")]
    [InlineData("alab_dataset_sha256", "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae")]
    [InlineData("engine", "another/1")]
    [InlineData("dataset_sha256", "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae")]
    public async Task Trace_OfEditedMetadata_IsNotBorneOut(string key, string? value)
    {
        var model = await ExportAsync();
        var file = Safetensors.Read(model.File);
        var metadata = file.Metadata.ToDictionary(m => m.Key, m => m.Value, StringComparer.Ordinal);
        metadata[key] = value ?? (await _lab.WithAsync(lab => lab.Mediator.Send(new ListRuns())))[1].Run.Value;

        try
        {
            (await TraceAsync(Safetensors.Write([.. file.Tensors], metadata))).Faults.ShouldNotBeEmpty();
        }
        catch (InvalidInputException refused)
        {
            // Another run did not make that artifact: there is nothing to trace.
            refused.Message.ShouldContain("made the artifact");
        }
    }

    [Fact]
    public async Task Trace_OfEditedWeights_IsNotBorneOut()
    {
        var model = await ExportAsync();
        model.File[^1] ^= 1;

        (await TraceAsync(model.File)).Faults.ShouldContain(f => f.Contains("weights or metadata were changed"));
    }

    [Fact]
    public async Task Trace_SignedByAnotherKeyThanTheTrustedOne_IsNotBorneOut()
    {
        var model = await ExportAsync();

        (await _lab.WithAsync(lab => lab.Mediator.Send(new TraceProvenance(model.File, new InMemoryLogAuthority().CreateKey())))).Faults.ShouldContain(f => f.Contains("is not signed by"));
    }

    [Fact]
    public async Task Trace_InAnotherLab_SaysWhatToName()
    {
        var model = await ExportAsync();
        await using var other = TestLab.Fresh();

        (await Should.ThrowAsync<InvalidInputException>(() => other.Mediator.Send(new TraceProvenance(model.File)))).Message.ShouldContain("--lab");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    public async Task Trace_OfNoCheckpoint_SaysSo(int length) =>
        (await Should.ThrowAsync<InvalidInputException>(() => TraceAsync(new byte[length]))).Message.ShouldContain("no checkpoint");

    private async Task<long> LabelsOfRunAsync(CheckpointProof proof) =>
        (await _lab.EventsAsync(proof.Run.Stream)).Where(e => e.Type == "labels-requested.v1" && e.Version < proof.Version)
        .Sum(e => System.Text.Json.JsonDocument.Parse(e.Data).RootElement.GetProperty("expertQueries").GetInt64());

    private Task<ExportedModel> ExportAsync() => _lab.WithAsync(async lab => await lab.Mediator.Send(new ExportModel((await lab.Mediator.Send(new ListRuns()))[0].Run)));

    private Task<ProvenanceReport> TraceAsync(byte[] file) => _lab.WithAsync(lab => lab.Mediator.Send(new TraceProvenance(file)));
}
