using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Core.Incidents;
using AlignmentLab.Core.Runs;
using AlignmentLab.Core.Runs.Specs;
using AlignmentLab.Detection;
using AlignmentLab.Embedded;
using AlignmentLab.Environments;
using AlignmentLab.Events;
using AlignmentLab.Serialization;

namespace AlignmentLab.EndToEnd.Benchmark;

/// <summary>The lab that the dashboard's benchmark opens: a run of a million events, a thousand other runs, ten thousand incidents.</summary>
internal sealed class BigLab(SqliteEventStore store)
{
    public const int Runs = 1_000;
    public const int Incidents = 10_000;
    public const int Events = 999_999;

    private const int Batch = 999;
    private const int SeedsPerSet = 10;
    private const int PointsPerRun = 20;
    private static readonly string Filler = new('s', 240);

    public static RunId Million { get; } = new("bench-million-1");

    /// <summary>An incident of the million events.</summary>
    public static IncidentId Incident { get; } = IncidentId.Of(Million, "state-shift", "0");

    public static async Task WriteAsync(string lab)
    {
        Directory.CreateDirectory(lab);
        using var store = SqliteEventStore.Open(Path.Combine(lab, "events.db"), new SqliteEventStoreOptions(), TimeProvider.System);
        var writer = new BigLab(store);
        await writer.WriteMillionAsync();
        await writer.WriteRunsAsync();
        await writer.WriteIncidentsAsync();
    }

    private async Task WriteMillionAsync()
    {
        await AppendAsync(Million.Stream, [Event(Submitted("bench-million", "bench", 0))]);
        for (var first = 0; first < Events; first += Batch)
        {
            await AppendAsync(Million.Stream, [.. Enumerable.Range(first, Math.Min(Batch, Events - first)).Select(Step)]);
        }
    }

    private async Task WriteRunsAsync()
    {
        for (var i = 0; i < Runs; i++)
        {
            var (set, seed) = ($"small{i / SeedsPerSet}", (ulong)(i % SeedsPerSet));
            var events = new List<NewEvent> { Event(Submitted(set, "s", seed)) };
            events.AddRange(Enumerable.Range(0, PointsPerRun).Select(p => Measure($"{p + 1}/measure", Math.Sin(i + (0.3 * p)), p)));
            events.Add(Event(new RunCompleted(new Dictionary<string, double>(StringComparer.Ordinal) { ["return"] = Math.Sin(i + (0.3 * (PointsPerRun - 1))) }, default, PointsPerRun, 0)));
            await AppendAsync(Small(i).Stream, events);
        }
    }

    private async Task WriteIncidentsAsync()
    {
        for (var i = 0; i < Incidents; i++)
        {
            var run = i == 0 ? Million : Small(i % Runs);
            var id = IncidentId.Of(run, "state-shift", i.ToString(CultureInfo.InvariantCulture));
            var events = new List<NewEvent>
            {
                Event(new IncidentOpened(
                    run, "state-shift", "distribution-shift", (Severity)(i % 3), $"The policy visits states that it was not trained on, case {i}", Filler, new JsonObject { ["distance"] = 0.5 }, [3, 6])),
            };
            if (i % 3 != 0)
            {
                events.Add(Event(new IncidentStateChanged((IncidentState)(1 + (i % 3)))));
            }

            await AppendAsync(id.Stream, events);
        }
    }

    private static RunId Small(int i) => new($"small{i / SeedsPerSet}-s-{(i % SeedsPerSet) + 1}");

    private static RunSubmitted Submitted(string name, string set, ulong seed) => new(
        name, set, new Dictionary<string, JsonNode?>(StringComparer.Ordinal), seed, new AlgorithmRef("bench", 1, []), new EnvironmentRef("bench", []), null, [], new Budgets(), new JobSettings(), "managed/1", []);

    private static NewEvent Step(int number)
    {
        var round = number / 3;
        var call = $"{(2 * round) + 1}/rollout";
        return (number % 3) switch
        {
            0 => Event("rollout-requested.v1", $$"""{"policy":{"kind":"learned.v1"},"environment":"bench","note":"{{Filler}}"}""", call),
            1 => Event("rollout-recorded.v1", $$$"""{"result":{"steps":{{{round % 500}}},"return":{{{round % 500}}},"note":"{{{Filler}}}"},"hidden":{"performance":{{{-round % 300}}}}}""", call, Requested(call)),
            _ => Measure($"{(2 * round) + 2}/measure", round % 500, round),
        };
    }

    private static NewEvent Measure(string call, double value, double step) =>
        new(EventId.New(TimeProvider.System), "measurement-recorded.v1", EventJson.Serialize(new Measurement("return", value, step))) { Call = new CallId(call) };

    private static NewEvent Event(string type, string json, string call, EventId? causation = null) =>
        new(causation is null ? Requested(call) : EventId.New(TimeProvider.System), type, Encoding.UTF8.GetBytes(json)) { Call = new CallId(call), Causation = causation };

    private static EventId Requested(string call) => EventId.Deterministic("bench", call);

    private static NewEvent Event(object payload) => new(EventId.New(TimeProvider.System), StoredEventAttribute.NameOf(payload.GetType()), EventJson.Serialize(payload));

    private async Task AppendAsync(StreamId stream, IReadOnlyList<NewEvent> events) => await store.AppendAsync(stream, ExpectedVersion.Any, events);
}
