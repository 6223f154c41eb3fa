using AlignmentLab.Engines;

namespace AlignmentLab.Compliance.BlobStore;

/// <summary>Gives the suite one empty blob store.</summary>
public abstract class BlobStoreHarness : IAsyncDisposable
{
    /// <summary>Opens an instance on the harness's store.</summary>
    public abstract IBlobStore Open();

    public abstract ValueTask DisposeAsync();
}
