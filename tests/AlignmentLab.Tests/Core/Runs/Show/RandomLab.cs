using System.Globalization;
using System.Text;
using AlignmentLab.Algorithms;
using AlignmentLab.Compliance.Fakes;
using AlignmentLab.Core.Incidents;
using AlignmentLab.Engines;
using AlignmentLab.Events;

namespace AlignmentLab.Tests.Core.Runs.Show;

/// <summary>Labs of several runs at once, with measurements, models, incidents and endings, in any order that a lab can have.</summary>
internal static class RandomLab
{
    private const int Runs = 3;

    private static readonly string Golden = Path.Combine(AppContext.BaseDirectory, "Core", "Events", "Golden");

    public static async Task<InMemoryEventStore> MakeAsync(Random random)
    {
        var store = new InMemoryEventStore(new ManualTimeProvider(DateTimeOffset.UnixEpoch));
        var runs = Enumerable.Range(0, Runs).Select(i => new Writer(store, new RunId($"random-{i}"), random)).ToList();
        for (var step = random.Next(20, 60); step > 0; step--)
        {
            await runs[random.Next(Runs)].StepAsync();
        }

        return store;
    }

    /// <summary>A lab that holds the beginning of another one's log, as it was when a position was the last.</summary>
    public static async Task<InMemoryEventStore> PrefixAsync(InMemoryEventStore store, long position)
    {
        var prefix = new InMemoryEventStore(new ManualTimeProvider(DateTimeOffset.UnixEpoch));
        await foreach (var e in store.ReadAllAsync(ReadDirection.Forwards, 1, EventFilter.All))
        {
            if (e.Position <= position)
            {
                await prefix.ImportAsync([e]);
            }
        }

        return prefix;
    }

    private sealed class Writer(InMemoryEventStore store, RunId run, Random random)
    {
        private int _calls;
        private int _findings;
        private bool _begun;
        private bool _ended;

        public Task StepAsync()
        {
            if (!_begun)
            {
                _begun = true;
                return AppendAsync(run.Stream, "run-submitted.v1", null, File.ReadAllText(Path.Combine(Golden, "run-submitted.v1.json")).TrimEnd());
            }

            var choice = random.Next(12);
            return _ended || choice < 3 ? FindAsync()
                : choice < 7 ? AppendAsync(run.Stream, "measurement-recorded.v1", $"{++_calls}/measure", Text($$"""{"name":"m{{random.Next(3)}}","value":{{random.Next(100)}}}"""))
                : choice < 11 ? TrainAsync()
                : EndAsync();
        }

        private async Task TrainAsync()
        {
            var call = $"{++_calls}/train";
            await AppendAsync(run.Stream, "training-requested.v1", call, File.ReadAllText(Path.Combine(Golden, "training-requested.v1.json")).TrimEnd());
            var hash = Sha256.Of(Encoding.UTF8.GetBytes(run.Value + call)).ToString();
            await AppendAsync(run.Stream, "training-completed.v1", call, Text($$$"""{"result":{"checkpoint":{"hash":"{{{hash}}}","length":7},"epochLosses":[0.5],"steps":3,"engine":"managed/1"}}"""));
        }

        private async Task FindAsync()
        {
            var key = random.Next(2);
            var incident = IncidentId.Of(run, "detector", $"{key}");
            var common = Text($$"""
                "severity":"{{(random.Next(2) == 0 ? "low" : "high")}}","title":"t{{++_findings}}","explanation":"e","evidence":{},"evidenceVersions":[{{_calls}}]
                """);
            await (await store.HeadAsync(incident.Stream) is null
                ? AppendAsync(incident.Stream, "incident-opened.v1", null, Text($$"""{"run":"{{run}}","detector":"detector","kind":"kind",{{common}}}"""))
                : AppendAsync(incident.Stream, "incident-evidence-added.v1", null, "{" + common + "}"));
        }

        private Task EndAsync()
        {
            _ended = true;
            return random.Next(2) == 0
                ? AppendAsync(run.Stream, "run-failed.v1", null, """{"reason":"it broke"}""")
                : AppendAsync(run.Stream, "run-cancelled.v1", null, """{"reason":"enough"}""");
        }

        private async Task AppendAsync(StreamId stream, string type, string? call, string data) => await store.AppendAsync(
            stream, ExpectedVersion.Any, [new NewEvent(EventId.Deterministic(stream.Value, $"{random.NextInt64()}"), type, Encoding.UTF8.GetBytes(data)) { Call = call is null ? null : new CallId(call) }]);

        private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
    }
}
