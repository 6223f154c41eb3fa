using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using AlignmentLab.Core.Plugins;
using AlignmentLab.Core.Replay;
using AlignmentLab.Core.Runs;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Core.Transparency;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Serialization;
using MediatR;

namespace AlignmentLab.Core.Certificates;

internal sealed class CertificateHandlers(IMediator mediator, ILogAuthority authority, Lazy<IPluginCatalog> catalog, Lazy<ITrainer> trainer, TimeProvider time)
    : IRequestHandler<IssueCertificate, SignedNote>, IRequestHandler<CheckCertificate, CheckedCertificate>
{
    // One field a line, so that it can be read, and compared line by line.
    private static readonly JsonSerializerOptions Json = new(EventJson.Options) { WriteIndented = true, NewLine = "\n" };

    public async Task<SignedNote> Handle(IssueCertificate request, CancellationToken cancellationToken)
    {
        var report = request.Report;
        var key = authority.PublicKey ?? throw new InvalidInputException(
            "This lab has no key to sign with. An exported run is certified in a lab of one's own: `alab import` it, then replay it there.");
        var shown = await mediator.Send(new ShowRun(report.Run), cancellationToken);
        var head = await mediator.Send(new ProveHead(report.Run.Stream, shown.Result.Events - 1), cancellationToken);
        var certificate = new ReplayCertificate(
            ReplayCertificate.CurrentFormat, report.Run, time.GetUtcNow(), shown.Submitted, shown.Result.Events, shown.Result.Digest, shown.Result.Root,
            report.Level, report.Identical ? "identical" : "diverged",
            new CertifiedReplay(
                report.Effects, report.Decisions, report.Repeated, report.Inherited, report.FromLog, report.Withheld, report.Outside, report.Sample, report.Divergence),
            report.Level == ReplayLevel.Log ? [] : Installed(),
            new CertifiedEngine(
                typeof(CertificateHandlers).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown",
                trainer.Value.Engine, RuntimeInformation.FrameworkDescription, $"{RuntimeInformation.OSDescription.Split(' ')[0]} {RuntimeInformation.ProcessArchitecture}"),
            head, key.ToArray());
        return SignedNote.Sign(JsonSerializer.Serialize(certificate, Json) + "\n", key, text => authority.Sign(text));
    }

    public async Task<CheckedCertificate> Handle(CheckCertificate request, CancellationToken cancellationToken)
    {
        var (note, certificate) = Read(request.Text);
        var faults = new List<string>();
        var key = request.PublicKey ?? certificate.PublicKey;
        if (!note.IsSignedBy(key))
        {
            faults.Add($"it is not signed by {SignedNote.NameOf(key)}, or was changed after signing (it says {note.KeyName})");
        }

        if (certificate.Head.Fault(key) is { } fault)
        {
            faults.Add($"the proof of the run's stream does not hold: {fault}");
        }

        if (certificate.Head.Head.Stream != certificate.Run.Stream || certificate.Head.Head.Version < certificate.Events - 1)
        {
            faults.Add($"its proof is of {certificate.Head.Head.Stream} at version {certificate.Head.Head.Version}, not of the run at version {certificate.Events - 1}");
        }
        else if (certificate.Head.Head.Version == certificate.Events - 1 && certificate.Head.Head.Root != certificate.Root)
        {
            faults.Add("the root that it states is not the one that the signed log has");
        }

        if (request.Run is { } run)
        {
            await CompareAsync(certificate, run, faults, cancellationToken);
        }

        return new CheckedCertificate(certificate, note.KeyName, faults);
    }

    private async Task CompareAsync(ReplayCertificate certificate, Algorithms.RunId run, List<string> faults, CancellationToken cancellationToken)
    {
        if (certificate.Run != run)
        {
            faults.Add($"it is about {certificate.Run}, not {run}");
            return;
        }

        ShownRun shown;
        try
        {
            shown = await mediator.Send(new ShowRun(run, await mediator.Send(new FindVersion(run, certificate.Events - 1), cancellationToken)), cancellationToken);
        }
        catch (InvalidInputException error)
        {
            faults.Add($"it is about {certificate.Events} events: {error.Message}");
            return;
        }

        if (shown.Result.Root != certificate.Root || shown.Result.Digest != certificate.Digest)
        {
            faults.Add($"{run} in this lab has another history up to version {certificate.Events - 1}: root {shown.Result.Root}, the certificate says {certificate.Root}");
        }
    }

    private static (SignedNote Note, ReplayCertificate Certificate) Read(string text)
    {
        try
        {
            var note = SignedNote.Parse(text);
            using var document = JsonDocument.Parse(note.Text);
            var format = document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("format", out var named) ? named.ToString() : null;
            return format == ReplayCertificate.CurrentFormat
                ? (note, document.Deserialize<ReplayCertificate>(EventJson.Options)!)
                : throw new InvalidInputException(
                    $"It is of the format '{format}', this version reads '{ReplayCertificate.CurrentFormat}'. Check it with the version that issued it.");
        }
        catch (Exception error) when (error is FormatException or JsonException)
        {
            throw new InvalidInputException($"It is no certificate, or was cut short: {error.Message}", error);
        }
    }

    private List<PluginVersion> Installed() =>
        [.. catalog.Value.Plugins.Where(p => p.AssemblyHash is not null && p.Quarantine is null).Select(p => new PluginVersion(p.Id, p.Version, p.AssemblyHash!.Value))];
}
