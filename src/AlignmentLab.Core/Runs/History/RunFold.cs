using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Runs.History;

/// <summary>
/// What a run's events add up to, at memory that does not grow with them. Parts of the stream are taken in side by side
/// (<see cref="Part"/>) and put together in order.
/// </summary>
internal sealed class RunFold : IDisposable
{
    private readonly DigestFold _digest = new();
    private readonly SortedDictionary<string, double> _metrics = new(StringComparer.Ordinal);
    private readonly HashSet<string> _types = new(StringComparer.Ordinal);

    /// <summary>The last measurement of each name.</summary>
    public IReadOnlyDictionary<string, double> Metrics => _metrics;

    /// <summary>Every type that occurs, as stored.</summary>
    public IReadOnlySet<string> Types => _types;

    /// <summary>The stream's last event.</summary>
    public RecordedEvent? Last { get; private set; }

    /// <summary>Effects and facts; null where <see cref="Digest"/> is.</summary>
    public long? Effects => _digest.IsInOrder ? _digest.Effects : null;

    /// <summary>The digest; null where the events are too far out of order for this fold (<see cref="DigestFold"/>). Asked once.</summary>
    public Sha256? Digest() => _digest.End();

    public void Take(Part part)
    {
        foreach (var (call, content) in part.Calls)
        {
            _digest.Add(call, content);
        }

        foreach (var (name, value) in part.Metrics)
        {
            _metrics[name] = value;
        }

        _types.UnionWith(part.Types);
        Last = part.Last ?? Last;
    }

    public void Dispose() => _digest.Dispose();

    /// <summary>Consecutive events of one stream.</summary>
    public sealed class Part(EventUpcasters upcasters)
    {
        private static readonly string Measured = FactEventAttribute.Of(typeof(Measurement)).Type;

        public List<(CallId Call, Sha256 Content)> Calls { get; } = [];

        public Dictionary<string, double> Metrics { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Types { get; } = new(StringComparer.Ordinal);

        public RecordedEvent? Last { get; private set; }

        private bool _isMeasurement;

        /// <summary>Takes the next event in.</summary>
        /// <exception cref="System.Text.Json.JsonException">A measurement is damaged.</exception>
        public void Take(RecordedEvent e)
        {
            if (e.Call is { } call)
            {
                Calls.Add((call, e.ContentHash));
            }

            // Types come in stretches, and a store gives the same text for the same type.
            if (!ReferenceEquals(e.Type, Last?.Type))
            {
                Types.Add(e.Type);
                _isMeasurement = upcasters.TypeOf(e.Type) == Measured;
            }

            Last = e;
            if (_isMeasurement)
            {
                var measurement = upcasters.Read<Measurement>(e);
                Metrics[measurement.Name] = measurement.Value;
            }
        }
    }
}
