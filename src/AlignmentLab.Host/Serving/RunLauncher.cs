using AlignmentLab.Algorithms;
using AlignmentLab.Core.Runs.Launch;
using AlignmentLab.Host.Background;
using AlignmentLab.Host.Composition;

namespace AlignmentLab.Host.Serving;

/// <summary>Works on runs in processes of their own, so that neither a run nor a plugin can hold the server up.</summary>
internal sealed class RunLauncher(LabLocation location) : IRunLauncher
{
    public async Task LaunchAsync(IReadOnlyList<RunId> runs, CancellationToken cancellationToken) => _ = await DetachedRuns.LaunchAsync(location, runs, cancellationToken);
}
