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

        foreach (var (name, value) in part.Measurements)
        {
            _metrics[name] = value;
        }

        _types.UnionWith(part.Types);
        Last = part.Last ?? Last;
    }

    public void Dispose() => _digest.Dispose();

    /// <summary>Consecutive events of one stream.</summary>
    /// <param name="capacity">How many are expected.</param>
    public sealed class Part(EventUpcasters upcasters, int capacity = 0)
    {
        private static readonly string Measured = FactEventAttribute.Of(typeof(Measurement)).Type;

        private readonly LastMeasurements _measurements = new(upcasters);
        private readonly List<(string Type, bool IsMeasurement)> _types = [];

        public List<(CallId Call, Sha256 Content)> Calls { get; } = new(capacity);

        public IEnumerable<string> Types => _types.Select(t => t.Type);

        public RecordedEvent? Last { get; private set; }

        /// <summary>The last measurement of each name, once the part is closed.</summary>
        public IReadOnlyList<KeyValuePair<string, double>> Measurements { get; private set; } = [];

        /// <summary>Takes the next event in.</summary>
        /// <exception cref="Errors.DamagedEventException">A measurement does not read.</exception>
        public void Take(RecordedEvent e)
        {
            if (e.Call is { } call)
            {
                Calls.Add((call, e.ContentHash));
            }

            Last = e;
            if (IsMeasurement(e.Type))
            {
                _measurements.Take(e);
            }
        }

        /// <summary>Ends the part.</summary>
        /// <inheritdoc cref="Take" path="/exception"/>
        public void Close() => Measurements = [.. _measurements.Values()];

        // A stream has few types, and a store gives the same text object for the same type.
        private bool IsMeasurement(string type)
        {
            foreach (var known in _types)
            {
                if (ReferenceEquals(known.Type, type) || known.Type == type)
                {
                    return known.IsMeasurement;
                }
            }

            var isMeasurement = upcasters.TypeOf(type) == Measured;
            _types.Add((type, isMeasurement));
            return isMeasurement;
        }
    }
}
