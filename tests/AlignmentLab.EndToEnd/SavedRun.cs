using System.Text.Json;
using System.Text.Json.Nodes;
using AlignmentLab.Algorithms;
using AlignmentLab.Engines;
using AlignmentLab.Events;

namespace AlignmentLab.EndToEnd;

/// <summary>A small run of some algorithm, as the saved histories have it: its first event alone, so that it is yet to be done.</summary>
/// <param name="Algorithm">The algorithm's name.</param>
/// <param name="Submission">The data of <c>run-submitted.v1</c>, as it was written.</param>
internal sealed record SavedRun(RunId Run, string Algorithm, byte[] Submission)
{
    private const string Submitted = "run-submitted.v1";

    /// <summary>A copy that a test altered, so that nothing can be compared with it.</summary>
    private const string Diverging = "must-diverge";

    /// <summary>Every run that has a history of its own, in the order of the files' names. A fork has its parent's, which is not saved with it.</summary>
    public static IReadOnlyList<SavedRun> All { get; } =
    [
        .. Directory.EnumerateFiles(Alab.Histories, "*.jsonl").Order(StringComparer.Ordinal)
            .Where(f => Path.GetFileNameWithoutExtension(f) != Diverging).Select(Load).Where(s => s.Parent is null).Select(s => s.Run),
    ];

    /// <summary>Puts the run on the log, where it waits to be executed.</summary>
    public ValueTask<AppendResult> SubmitAsync(IEventWriter log) =>
        log.AppendAsync(Run.Stream, ExpectedVersion.NoStream, [new NewEvent(EventId.Deterministic(Run.Value), Submitted, Submission)]);

    private static (SavedRun Run, JsonNode? Parent) Load(string path)
    {
        var line = File.ReadLines(path).Select(l => JsonNode.Parse(l)!).First(l => l["Type"]?.GetValue<string>() == Submitted);
        var data = line["Data"]!;
        return (new SavedRun(new RunId(line.Text("Run")), data["algorithm"]!.Text("name"), JsonSerializer.SerializeToUtf8Bytes(data)), data["parent"]);
    }
}
