using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Core.Plugins;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Engines;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Runs.Show;

/// <summary>Reads the measurements of runs, and no more of their streams than these need.</summary>
internal sealed class RunMetrics(IEventReader store, IPluginCatalog catalog)
{
    /// <summary>Events at the end of a stream in which <see cref="RecentAsync"/> looks.</summary>
    private const int Recent = 512;

    /// <summary>
    /// How many times as long as the stream the part of the log in which it lies may be for the log to be looked through:
    /// other events cost a look at their type there, and the stream's own need not be read one by one.
    /// </summary>
    private const long Interleaving = 4;

    private readonly Lazy<IReadOnlySet<string>> _types = new(() =>
        catalog.Upcasters.StoredAs(FactEventAttribute.Of(typeof(Measurement)).Type).ToHashSet(StringComparer.Ordinal));

    /// <summary>The last measurement of each name up to an event of the run's stream.</summary>
    public async Task<IReadOnlyDictionary<string, double>> AllAsync(RunId run, RecordedEvent last, CancellationToken cancellationToken)
    {
        var first = await store.EventAsync(run.Stream, 0, cancellationToken);
        var isAlone = first is not null && last.Position - first.Position <= (last.Version + 1) * Interleaving;
        var measurements = new LastMeasurements(catalog.Upcasters);
        var events = isAlone
            ? store.ReadAllAsync(ReadDirection.Forwards, first!.Position, new EventFilter(new HashSet<string>(StringComparer.Ordinal) { run.Stream.Category }, _types.Value), cancellationToken: cancellationToken)
            : store.ReadStreamAsync(run.Stream, ReadDirection.Forwards, 0, last.Version + 1, cancellationToken);
        await foreach (var e in events)
        {
            if (e.Position > last.Position)
            {
                break;
            }

            if (e.Stream == run.Stream && _types.Value.Contains(e.Type))
            {
                measurements.Take(e);
            }
        }

        return new SortedDictionary<string, double>(measurements.Values().ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    /// <summary>The last measurement of each name among the latest events up to one of the run's stream.</summary>
    public async Task<IReadOnlyDictionary<string, double>> RecentAsync(RunId run, RecordedEvent last, CancellationToken cancellationToken)
    {
        var metrics = new SortedDictionary<string, double>(StringComparer.Ordinal);
        await foreach (var e in store.ReadStreamAsync(run.Stream, ReadDirection.Backwards, last.Version, Recent, cancellationToken))
        {
            if (_types.Value.Contains(e.Type))
            {
                var measurement = catalog.Upcasters.Read<Measurement>(e);
                metrics.TryAdd(measurement.Name, measurement.Value);
            }
        }

        return metrics;
    }
}
