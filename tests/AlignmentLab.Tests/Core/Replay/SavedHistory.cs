using System.Text.Encodings.Web;
using System.Text.Json;
using AlignmentLab.Algorithms;
using AlignmentLab.Compliance.Fakes;
using AlignmentLab.Engines;
using AlignmentLab.Events;

namespace AlignmentLab.Tests.Core.Replay;

/// <summary>
/// A run's stream and the blobs that it refers to, as one text file: a line an event or blob. Loading appends the events
/// anew, so times and chain hashes are of today, and content hashes are those of the day it was saved.
/// </summary>
public static class SavedHistory
{
    // Events escape no more than they must, and an event that is read back has the bytes that it was stored with.
    private static readonly JsonSerializerOptions AsStored = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Core", "Replay", "Histories");

    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "*.jsonl").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal);

    public static async Task SaveAsync(string path, RunId run, IEventReader events, IBlobStore blobs)
    {
        await using var writer = new StreamWriter(path);
        var seen = new HashSet<Sha256>();
        await foreach (var e in events.ReadStreamAsync(run.Stream, ReadDirection.Forwards, 0))
        {
            using var data = JsonDocument.Parse(e.Data);
            foreach (var hash in Artifacts(data.RootElement).Where(seen.Add))
            {
                if (await blobs.GetAsync(hash) is { } content)
                {
                    await writer.WriteLineAsync(JsonSerializer.Serialize(new Line(null, null, null, null, content.ToArray())));
                }
            }

            await writer.WriteLineAsync(JsonSerializer.Serialize(new Line(run.Value, e.Type, e.Call?.Value, data.RootElement, null), AsStored));
        }
    }

    public static Task<(RunId Run, InMemoryEventStore Events, InMemoryBlobStore Blobs)> LoadAsync(string name) => LoadFileAsync(Path.Combine(Folder, name + ".jsonl"));

    public static async Task<(RunId Run, InMemoryEventStore Events, InMemoryBlobStore Blobs)> LoadFileAsync(string path)
    {
        var (events, blobs, run) = (new InMemoryEventStore(TimeProvider.System), new InMemoryBlobStore(), default(RunId));
        var count = 0;
        foreach (var text in await File.ReadAllLinesAsync(path))
        {
            var line = JsonSerializer.Deserialize<Line>(text)!;
            if (line.Blob is { } blob)
            {
                await blobs.PutAsync(blob);
                continue;
            }

            run = new RunId(line.Run!);
            var e = new NewEvent(EventId.Deterministic(run.Value, $"{count++}"), line.Type!, System.Text.Encoding.UTF8.GetBytes(line.Data!.Value.GetRawText()))
            {
                Call = line.Call is { } call ? new CallId(call) : null,
            };
            await events.AppendAsync(run.Stream, ExpectedVersion.Any, [e]);
        }

        return (run, events, blobs);
    }

    private static IEnumerable<Sha256> Artifacts(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Artifacts(p.Value))
            .Concat(element.TryGetProperty("hash", out var hash) && element.TryGetProperty("length", out _) ? [Sha256.Parse(hash.GetString()!)] : []),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Artifacts),
        _ => [],
    };

    private sealed record Line(string? Run, string? Type, string? Call, JsonElement? Data, byte[]? Blob);
}
