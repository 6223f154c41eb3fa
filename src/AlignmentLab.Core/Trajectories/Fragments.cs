using AlignmentLab.Artifacts;
using AlignmentLab.Errors;
using AlignmentLab.Trajectories;

namespace AlignmentLab.Core.Trajectories;

/// <summary>Reads fragments of rollouts.</summary>
internal static class Fragments
{
    /// <exception cref="WorkFailedException">The trajectory does not have these steps.</exception>
    public static async ValueTask<TrajectoryFragment> ReadAsync(IArtifactReader artifacts, Fragment fragment, CancellationToken cancellationToken)
    {
        var trajectory = Trajectory.FromBytes(await artifacts.ReadAsync(fragment.Trajectory, cancellationToken));
        try
        {
            return new TrajectoryFragment(trajectory, fragment.Start, fragment.Length);
        }
        catch (ArgumentException error)
        {
            throw new WorkFailedException($"A fragment to compare is none: {error.Message}", error);
        }
    }
}
