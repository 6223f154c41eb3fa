using System.Security.Cryptography;
using AlignmentLab.Core.Verify;
using AlignmentLab.Events;
using AlignmentLab.Host.Composition;

namespace AlignmentLab.Host.Bench;

/// <summary>Computes every hash of a log of a million events again, beside SHA-256 alone over as many bytes as the payloads have.</summary>
internal sealed class VerifyBench : IBench
{
    private const int Batch = 1000;

    public string Name => "verify";

    public async Task<IReadOnlyList<BenchRow>> RunAsync(BenchContext context)
    {
        await using var lab = Lab.Open(new LabLocation(Path.Combine(context.Directory, "lab")), LabUse.Create, context.Time);
        var bytes = 0L;
        for (var i = 0; i < context.Scaled(1000); i++)
        {
            var events = SampleEvents.Make(i * Batch, Batch, context.Time);
            bytes += events.Sum(e => (long)e.Data.Length);
            await lab.Events.AppendAsync(new StreamId($"run-{i % 8}"), ExpectedVersion.Any, events, context.CancellationToken);
        }

        var started = context.Time.GetTimestamp();
        var report = await lab.Mediator.Send(new VerifyLab(), context.CancellationToken);
        var seconds = context.Time.GetElapsedTime(started).TotalSeconds;
        return
        [
            BenchRow.Alone("verify.million-events", "s", seconds * 1_000_000 / report.Events),
            BenchRow.Beside("verify.payload", "MiB/s", bytes / seconds / 1048576, HashRate(context, bytes)),
        ];
    }

    private static double HashRate(BenchContext context, long bytes)
    {
        var block = new byte[1 << 20];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var started = context.Time.GetTimestamp();
        for (var done = 0L; done < bytes; done += block.Length)
        {
            hash.AppendData(block);
        }

        return bytes / context.Time.GetElapsedTime(started).TotalSeconds / 1048576;
    }
}
