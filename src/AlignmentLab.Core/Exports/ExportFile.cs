using System.IO.Compression;
using System.Text.Json;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Serialization;

namespace AlignmentLab.Core.Exports;

/// <summary>Reads an export, entry by entry; nothing of it is trusted.</summary>
internal sealed class ExportFile : IDisposable
{
    private const string Blobs = "blobs/";

    /// <summary>Bytes that one artifact or event may take once unpacked: what an array holds.</summary>
    private const long Limit = 2_000_000_000;

    private readonly string _path;
    private readonly ZipArchive _archive;
    private readonly Dictionary<string, ZipArchiveEntry> _entries;

    private ExportFile(string path, ZipArchive archive, Dictionary<string, ZipArchiveEntry> entries, ExportManifest manifest)
    {
        _path = path;
        _archive = archive;
        _entries = entries;
        Manifest = manifest;
    }

    public ExportManifest Manifest { get; }

    /// <summary>The artifacts that the file holds.</summary>
    public IReadOnlyList<Sha256> Artifacts => [.. _entries.Keys.Where(n => n.StartsWith(Blobs, StringComparison.Ordinal)).Select(n => Sha256.Parse(n[Blobs.Length..]))];

    /// <exception cref="InvalidInputException">The file is no export, is cut short, or was made by a newer version.</exception>
    public static ExportFile Open(string path)
    {
        ZipArchive archive;
        try
        {
            archive = ZipFile.OpenRead(path);
        }
        catch (InvalidDataException error)
        {
            throw new InvalidInputException($"{path} is no export of a run, or was cut short on its way here; fetch it again.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException($"{path} cannot be read: {error.Message}", error);
        }

        try
        {
            var entries = archive.Entries.ToDictionary(e => e.FullName, StringComparer.Ordinal);
            var manifest = entries.TryGetValue(ExportManifest.Entry, out var entry)
                ? ReadManifest(path, entry)
                : throw new InvalidInputException($"{path} has no {ExportManifest.Entry}: it is an archive, but no export of a run.");
            return new ExportFile(path, archive, Expected(path, entries, manifest), manifest);
        }
        catch (ArgumentException error)
        {
            archive.Dispose();
            throw new InvalidInputException($"{path} holds an entry twice: it is no export of a run.", error);
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }

    /// <summary>The events of a stream in order.</summary>
    /// <exception cref="InvalidInputException">A line is no event.</exception>
    public async IAsyncEnumerable<RecordedEvent> EventsAsync(StreamId stream)
    {
        await using var content = await Entry($"events/{stream}.jsonl").OpenAsync();
        using var lines = new StreamReader(content);
        for (var number = 1; ; number++)
        {
            string? line;
            RecordedEvent e;
            try
            {
                line = await lines.ReadLineAsync();
                if (line is null)
                {
                    yield break;
                }

                e = EventJson.Deserialize<ExportedEvent>(System.Text.Encoding.UTF8.GetBytes(line)).In(stream);
            }
            catch (Exception error) when (error is JsonException or InvalidDataException or ArgumentException)
            {
                throw new InvalidInputException($"{_path}: line {number} of events/{stream}.jsonl is no event: {error.Message}", error);
            }

            yield return e;
        }
    }

    /// <summary>An artifact's bytes, checked against its name.</summary>
    /// <exception cref="InvalidInputException">They are not those of its name.</exception>
    public async Task<byte[]> ArtifactAsync(Sha256 artifact)
    {
        var entry = Entry($"{Blobs}{artifact}");
        if (entry.Length > Limit)
        {
            throw new InvalidInputException($"{_path}: the artifact {artifact} claims {entry.Length} bytes, more than an artifact can have.");
        }

        try
        {
            await using var content = await entry.OpenAsync();
            var bytes = new byte[entry.Length];
            await content.ReadExactlyAsync(bytes);
            return Sha256.Of(bytes) == artifact ? bytes : throw new InvalidInputException($"{_path}: the artifact {artifact} does not hash to its name: it was changed.");
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
        {
            throw new InvalidInputException($"{_path}: the artifact {artifact} cannot be unpacked: {error.Message}", error);
        }
    }

    public void Dispose() => _archive.Dispose();

    private static ExportManifest ReadManifest(string path, ZipArchiveEntry entry)
    {
        try
        {
            using var content = entry.Open();
            using var document = JsonDocument.Parse(content);
            var format = document.RootElement.TryGetProperty("format", out var named) ? named.GetString() : null;
            return format == ExportManifest.CurrentFormat
                ? document.Deserialize<ExportManifest>(EventJson.Options)!
                : throw new InvalidInputException($"{path} is of the format '{format}', this version reads '{ExportManifest.CurrentFormat}'. Upgrade AlignmentLab, or have the run exported anew.");
        }
        catch (Exception error) when (error is JsonException or InvalidDataException or InvalidOperationException)
        {
            throw new InvalidInputException($"{path}: {ExportManifest.Entry} is damaged: {error.Message}", error);
        }
    }

    private static Dictionary<string, ZipArchiveEntry> Expected(string path, Dictionary<string, ZipArchiveEntry> entries, ExportManifest manifest)
    {
        var streams = manifest.Heads.Select(h => $"events/{h.Head.Stream}.jsonl").ToHashSet(StringComparer.Ordinal);
        foreach (var name in entries.Keys)
        {
            var isBlob = name.StartsWith(Blobs, StringComparison.Ordinal) && Sha256.TryParse(name[Blobs.Length..], out _);
            if (name != ExportManifest.Entry && !isBlob && !streams.Contains(name))
            {
                throw new InvalidInputException($"{path} holds '{name}', which is no part of an export.");
            }
        }

        return streams.FirstOrDefault(s => !entries.ContainsKey(s)) is { } missing
            ? throw new InvalidInputException($"{path} lacks {missing}, which its manifest names.")
            : entries;
    }

    private ZipArchiveEntry Entry(string name) => _entries.TryGetValue(name, out var entry) ? entry : throw new InvalidInputException($"{_path} lacks {name}.");
}
