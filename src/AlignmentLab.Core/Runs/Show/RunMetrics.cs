using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Core.Plugins;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Engines;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Runs.Show;

/// <summary>Reads the measurements of runs, and no more of their streams than these need.</summary>
internal sealed class RunMetrics(IEventReader store, TypedEvents typed, IPluginCatalog catalog)
{
    /// <summary>Events at the end of a stream in which <see cref="RecentAsync"/> looks.</summary>
    private const int Recent = 512;

    private readonly Lazy<IReadOnlySet<string>> _types = new(() =>
        catalog.Upcasters.StoredAs(FactEventAttribute.Of(typeof(Measurement)).Type).ToHashSet(StringComparer.Ordinal));

    /// <summary>The last measurement of each name up to an event of the run's stream.</summary>
    public async Task<IReadOnlyDictionary<string, double>> AllAsync(RunId run, RecordedEvent last, CancellationToken cancellationToken)
    {
        var measurements = new LastMeasurements(catalog.Upcasters);
        await foreach (var e in typed.ReadAsync(run, _types.Value, last, cancellationToken))
        {
            measurements.Take(e);
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
