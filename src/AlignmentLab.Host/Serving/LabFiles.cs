using AlignmentLab.Dashboard.Sessions;
using AlignmentLab.Host.Composition;

namespace AlignmentLab.Host.Serving;

/// <summary>Sizes of the lab's files.</summary>
internal sealed class LabFiles(LabLocation location) : ILabFiles
{
    // SQLite's file, with what was written and not yet merged into it.
    private static readonly string[] Parts = ["", "-wal", "-shm"];

    public string Directory => location.Directory;

    public LabSizes Sizes() => new(
        Parts.Select(suffix => new FileInfo(location.EventLog + suffix)).Where(f => f.Exists).Sum(f => f.Length),
        new DirectoryInfo(location.Blobs) is { Exists: true } blobs ? blobs.EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length) : 0,
        new DriveInfo(location.Directory).AvailableFreeSpace);
}
