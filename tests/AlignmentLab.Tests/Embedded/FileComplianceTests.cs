using AlignmentLab.Compliance.BlobStore;
using AlignmentLab.Compliance.LogAuthority;
using AlignmentLab.Compliance.RunLeases;
using AlignmentLab.Embedded;
using AlignmentLab.Engines;

namespace AlignmentLab.Tests.Embedded;

public sealed class FileBlobHarness : BlobStoreHarness
{
    private readonly TemporaryDirectory _directory = new();

    public override IBlobStore Open() => new FileBlobStore(_directory.File("blobs"), _directory.File("keys.db"));

    public override ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }
}

public sealed class FileBlobStoreComplianceTests : BlobStoreCompliance<FileBlobHarness>;

public sealed class FileLeasesHarness : RunLeasesHarness
{
    private readonly TemporaryDirectory _directory = new();

    public override IRunLeases Open() => new FileRunLeases(_directory.File("leases"));

    public override ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }
}

public sealed class FileRunLeasesComplianceTests : RunLeasesCompliance<FileLeasesHarness>;

public sealed class FileLogAuthorityHarness : LogAuthorityHarness
{
    private readonly TemporaryDirectory _directory = new();

    public override ILogAuthority Open() => new FileLogAuthority(_directory.File("keys"));

    public override ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }
}

public sealed class FileLogAuthorityComplianceTests : LogAuthorityCompliance<FileLogAuthorityHarness>;
