using AlignmentLab.Engines;

namespace AlignmentLab.Compliance.RunLeases;

/// <summary>Gives the suite leases that nobody holds.</summary>
public abstract class RunLeasesHarness : IAsyncDisposable
{
    /// <summary>Null when instances exclude each other, as two processes do. Otherwise why they do not.</summary>
    public virtual string? WhyInstancesAreSeparate => null;

    /// <summary>Opens an instance over the harness's leases.</summary>
    public abstract IRunLeases Open();

    public abstract ValueTask DisposeAsync();
}
