using System.Globalization;
using System.Text;
using AlignmentLab.Algorithms;
using AlignmentLab.Core.Runs;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Core.Runs.Specs;
using AlignmentLab.Environments;
using AlignmentLab.Events;
using AlignmentLab.Host.Composition;
using AlignmentLab.Serialization;

namespace AlignmentLab.Host.Bench;

/// <summary>
/// A run as a long one leaves it: over and over a rollout asked for, its result, and a measurement, about 300 bytes an event.
/// No algorithm made it, so it can be shown, checked and replayed at the log level alone.
/// </summary>
internal static class SyntheticRun
{
    private const int Batch = 999;
    private static readonly string Filler = new('s', 240);

    public static RunId Run { get; } = new("bench-million");

    /// <summary>Writes all of it but its ending.</summary>
    public static async Task WriteAsync(Lab lab, int events, BenchContext context)
    {
        var submitted = new RunSubmitted(
            "bench", "bench", new Dictionary<string, System.Text.Json.Nodes.JsonNode?>(StringComparer.Ordinal), 0,
            new AlgorithmRef("bench", 1, []), new EnvironmentRef("bench", []), null, [], new Budgets(), new JobSettings(), "managed/1", []);
        await lab.Events.AppendAsync(Run.Stream, ExpectedVersion.NoStream, [RunStream.Lifecycle(Run, "submitted", submitted)], context.CancellationToken);
        for (var first = 0; first < events; first += Batch)
        {
            var batch = Enumerable.Range(first, Math.Min(Batch, events - first)).Select(Event).ToList();
            await lab.Events.AppendAsync(Run.Stream, ExpectedVersion.Any, batch, context.CancellationToken);
        }
    }

    /// <summary>Ends it, with the digest that its events have.</summary>
    /// <returns>Bytes of memory that an index of its history takes for a call.</returns>
    public static async Task<double> CompleteAsync(Lab lab, BenchContext context)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var history = await RunHistory.ReadAsync(lab.Events, Run.Stream, cancellationToken: context.CancellationToken);
        var bytes = (double)(GC.GetTotalMemory(forceFullCollection: true) - before) / history.Count;
        var metrics = new Dictionary<string, double>(StringComparer.Ordinal) { ["return"] = ((history.Version - 1) / 3) % 500 };
        var completed = new RunCompleted(metrics, history.Digest(), history.Count, 0);
        await lab.Events.AppendAsync(Run.Stream, ExpectedVersion.Any, [RunStream.Lifecycle(Run, "ended", completed)], context.CancellationToken);
        return bytes;
    }

    private static NewEvent Event(int number)
    {
        var round = number / 3;
        return (number % 3) switch
        {
            0 => RunStream.Request(Run, Call(2 * round, "rollout"), "rollout-requested.v1", Json($$"""{"environment":"bench","policy":{"kind":"uniform"},"note":"{{Filler}}"}""")),
            1 => RunStream.Result(Run, Call(2 * round, "rollout"), "rollout-recorded.v1", Json($$$"""{"result":{"steps":{{{round % 500}}},"return":{{{round % 500}}},"note":"{{{Filler}}}"}}"""), "bench"),
            _ => RunStream.Request(Run, Call((2 * round) + 1, "measure"), "measurement-recorded.v1", EventJson.Serialize(new Algorithms.Effects.Measurement("return", round % 500, round))),
        };
    }

    private static CallId Call(int ordinal, string name) => new(string.Create(CultureInfo.InvariantCulture, $"{ordinal + 1}/{name}"));

    private static byte[] Json(string text) => Encoding.UTF8.GetBytes(text);
}
