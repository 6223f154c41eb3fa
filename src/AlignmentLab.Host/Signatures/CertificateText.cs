using AlignmentLab.Core.Certificates;
using AlignmentLab.Host.Differences;
using AlignmentLab.Host.Terminal;

namespace AlignmentLab.Host.Signatures;

/// <summary>A certificate for people.</summary>
internal static class CertificateText
{
    public static ResultTable Of(CheckedCertificate result)
    {
        var (certificate, replay) = (result.Certificate, result.Certificate.Replay);
        var table = new ResultTable("run", certificate.Run.Value)
            .Row("outcome", certificate.Outcome + (replay.Divergence is { } d ? $" at version {d.Version}" : ""))
            .Row("level", certificate.Level.ToString().ToLowerInvariant())
            .Row("replayed", $"{replay.Effects} effects"
                + (replay.Decisions is { } decisions ? $", {decisions} asked for again" : "")
                + (replay.Repeated is { } repeated ? $", {repeated} jobs carried out again" : ""));
        if (replay.Sample is { } sample)
        {
            table.Row("sample", SampleText.Of(sample));
        }

        table.Row("algorithm", $"{certificate.Definition.Algorithm.Name} (version {certificate.Definition.Algorithm.Version}) in {certificate.Definition.Environment.Name}, seed {certificate.Definition.Seed}")
            .Row("made with", string.Join(", ", certificate.Definition.Plugins.Select(p => $"{p.Id} {p.Version} ({Figures.Hash(p.AssemblyHash)})")))
            .Row("replayed with", certificate.Replayed.Count == 0 ? "no plugin" : string.Join(", ", certificate.Replayed.Select(p => $"{p.Id} {p.Version} ({Figures.Hash(p.AssemblyHash)})")))
            .Row("engine", $"AlignmentLab {certificate.Engine.Platform}, {certificate.Engine.Trainer}, {certificate.Engine.Runtime}, {certificate.Engine.Machine}")
            .Row("digest", certificate.Digest.ToString())
            .Row("root", $"{certificate.Root} at {Figures.Count(certificate.Events)} events")
            .Row("issued", Figures.Time(certificate.IssuedAt))
            .Row("signed by", result.Key);
        return table;
    }
}
