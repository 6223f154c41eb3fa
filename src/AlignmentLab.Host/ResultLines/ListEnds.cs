namespace AlignmentLab.Host.ResultLines;

/// <summary>The result of <c>runs list</c>, after a line a run.</summary>
internal sealed record RunsEnd(int Runs);

/// <summary>The result of <c>events</c>, after a line an event.</summary>
internal sealed record EventsEnd(long Events);

/// <summary>The result of <c>incidents list</c>, after a line an incident.</summary>
internal sealed record IncidentsEnd(int Incidents);

/// <summary>The result of <c>environments list</c>, after a line an environment.</summary>
internal sealed record EnvironmentsEnd(int Environments);

/// <summary>The result of <c>inbox</c>, after a line a query.</summary>
internal sealed record QueriesEnd(int Queries);

/// <summary>The result of <c>plugins list</c>, after a line a plugin.</summary>
internal sealed record PluginsEnd(int Plugins, int Quarantined);

/// <summary>The result of <c>reproduce list</c>, after a line a reproduction.</summary>
internal sealed record ReproductionsEnd(int Reproductions);

/// <summary>The result of <c>reproduce all</c>, after a line a reproduction.</summary>
internal sealed record ReproducedEnd(int Reproductions, bool Holds);

/// <summary>The result of <c>bench list</c>, after a line a benchmark.</summary>
internal sealed record BenchesEnd(int Benches);

/// <summary>The result of <c>audit</c>, after a line an act.</summary>
/// <param name="Before">Where older ones may be; null: there are none.</param>
internal sealed record ActsEnd(int Acts, long? Before);
