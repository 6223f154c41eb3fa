using System.Security.Cryptography;
using AlignmentLab.Core.Replay;
using AlignmentLab.Core.Verify;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Host.Composition;

namespace AlignmentLab.Host.Bench;

/// <summary>
/// Checks a lab of a million events, and replays one run of a million events at the log level, beside SHA-256 alone over the
/// very messages that the two hashes of its events cover: one by one, by the runtime's own call, on one core. Figures are
/// medians of the rounds. (What a replay of the jobs takes beside the run itself, <see cref="ReplayBench"/> tells.)
/// </summary>
internal sealed class VerifyBench : IBench
{
    private const int Batch = 1000;
    private const int Rounds = 3;

    public string Name => "verify";

    public async Task<IReadOnlyList<BenchRow>> RunAsync(BenchContext context) =>
    [
        BenchRow.Alone("verify/lab of a million events", "s", await WholeLabAsync(context)),
        await LogReplayAsync(context),
    ];

    private static async Task<double> WholeLabAsync(BenchContext context)
    {
        await using var lab = Open(context, "whole");
        for (var i = 0; i < context.Scaled(1000); i++)
        {
            var events = SampleEvents.Make(i * Batch, Batch, context.Time);
            await lab.Events.AppendAsync(new StreamId($"run-{i % 8}"), ExpectedVersion.Any, events, context.CancellationToken);
        }

        return await MedianSecondsAsync(context, async () =>
        {
            var report = await lab.Mediator.Send(new VerifyLab(), context.CancellationToken);
            Require(report.Intact, "The lab of the bench does not verify.");
        });
    }

    private static async Task<BenchRow> LogReplayAsync(BenchContext context)
    {
        await using var lab = Open(context, "run");
        await SyntheticRun.WriteAsync(lab, context.Scaled(999_999), context);
        await SyntheticRun.CompleteAsync(lab, context);
        var replay = await MedianSecondsAsync(context, async () =>
        {
            var report = await lab.Mediator.Send(new ReplayRun(SyntheticRun.Run, ReplayLevel.Log), context.CancellationToken);
            Require(report.Identical, $"The run of the bench diverges: {report.Divergence?.Actual}");
        });
        var hashes = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            hashes.Add(await HashSecondsAsync(lab.Events, context));
        }

        var alone = hashes.Order().ElementAt(Rounds / 2);
        return new BenchRow("verify/log-level replay of a million events, beside SHA-256", "s", replay, alone, alone / replay);
    }

    // Messages of the sizes of those that the content hash and the chain hash cover. The clock counts the hashing alone.
    private static async Task<double> HashSecondsAsync(IEventReader store, BenchContext context)
    {
        var (seconds, digest) = (0.0, new byte[Sha256.Size]);
        var messages = new List<byte[]>();
        await foreach (var e in store.ReadStreamAsync(SyntheticRun.Run.Stream, ReadDirection.Forwards, 0, cancellationToken: context.CancellationToken))
        {
            messages.Add(ContentMessage(e));
            messages.Add(ChainMessage(e));
            if (messages.Count >= 2 * Batch)
            {
                Hash();
            }
        }

        Hash();
        return seconds;

        void Hash()
        {
            var started = context.Time.GetTimestamp();
            foreach (var message in messages)
            {
                SHA256.HashData(message, digest);
            }

            seconds += context.Time.GetElapsedTime(started).TotalSeconds;
            messages.Clear();
        }
    }

    // Three lengths, then type, call id and data.
    private static byte[] ContentMessage(RecordedEvent e) => [.. new byte[12], .. Utf8(e.Type), .. Utf8(e.Call?.Value ?? ""), .. e.Data.Span];

    // Two hashes; name and author behind their lengths; version, id, time; causation behind its length.
    private static byte[] ChainMessage(RecordedEvent e) =>
    [
        .. e.ChainHash.AsSpan(), .. e.ContentHash.AsSpan(), .. new byte[4], .. Utf8(e.Stream.Value), .. new byte[8 + 16 + 8], .. new byte[4], .. Utf8(e.Author),
        .. new byte[4 + (e.Causation is null ? 0 : 16)],
    ];

    private static byte[] Utf8(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    private static Lab Open(BenchContext context, string name) => Lab.Open(new LabLocation(Path.Combine(context.Directory, name)), LabUse.Create, context.Time);

    private static void Require(bool holds, string what)
    {
        if (!holds)
        {
            throw new WorkFailedException(what);
        }
    }

    private static async Task<double> MedianSecondsAsync(BenchContext context, Func<Task> work)
    {
        var seconds = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var started = context.Time.GetTimestamp();
            await work();
            seconds.Add(context.Time.GetElapsedTime(started).TotalSeconds);
        }

        return seconds.Order().ElementAt(Rounds / 2);
    }
}
