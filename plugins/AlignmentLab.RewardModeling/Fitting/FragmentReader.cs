using AlignmentLab.Artifacts;
using AlignmentLab.Errors;
using AlignmentLab.Trajectories;

namespace AlignmentLab.RewardModeling.Fitting;

/// <summary>Reads fragments, each trajectory once.</summary>
internal sealed class FragmentReader(IArtifactReader artifacts)
{
    private readonly Dictionary<Artifact, Trajectory> _read = [];

    /// <exception cref="WorkFailedException">The trajectory does not have these steps.</exception>
    public async ValueTask<TrajectoryFragment> ReadAsync(Fragment fragment, CancellationToken cancellationToken)
    {
        if (!_read.TryGetValue(fragment.Trajectory, out var trajectory))
        {
            trajectory = Trajectory.FromBytes(await artifacts.ReadAsync(fragment.Trajectory, cancellationToken));
            _read.Add(fragment.Trajectory, trajectory);
        }

        try
        {
            return new TrajectoryFragment(trajectory, fragment.Start, fragment.Length);
        }
        catch (ArgumentException error)
        {
            throw new WorkFailedException($"A fragment of a compared pair is none: {error.Message}", error);
        }
    }

    public async ValueTask<ReadPair> ReadAsync(FragmentPair pair, CancellationToken cancellationToken) =>
        new(await ReadAsync(pair.First, cancellationToken), await ReadAsync(pair.Second, cancellationToken));
}

/// <summary>A pair's content.</summary>
internal readonly record struct ReadPair(TrajectoryFragment First, TrajectoryFragment Second);
