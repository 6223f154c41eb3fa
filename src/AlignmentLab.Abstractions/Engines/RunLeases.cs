namespace AlignmentLab.Engines;

/// <summary>Gives a run to one process at a time. A crash of the holder releases its leases.</summary>
public interface IRunLeases
{
    /// <summary>The lease on a run, or null while another holder (in this or another process) has it.</summary>
    ValueTask<IAsyncDisposable?> TryAcquireAsync(string run, CancellationToken cancellationToken = default);

    /// <summary>Whether somebody holds the run at this moment.</summary>
    ValueTask<bool> IsHeldAsync(string run, CancellationToken cancellationToken = default);
}
