using AlignmentLab.Policies;
using AlignmentLab.Trajectories;

namespace AlignmentLab.Detectors.RewardConcentration;

/// <summary>Where the positive rewards of one rollout came from.</summary>
/// <param name="Concentration">The Herfindahl index over states, in (0, 1].</param>
/// <param name="LargestShare">What the state that paid most gave of it, in (0, 1].</param>
/// <param name="States">States that paid.</param>
public readonly record struct RewardShares(double Concentration, double LargestShare, int States)
{
    /// <summary>Null where no step had a positive reward.</summary>
    public static RewardShares? Of(Trajectory trajectory)
    {
        ArgumentNullException.ThrowIfNull(trajectory);
        var (states, sums, total) = (new ObservedStates(trajectory.ObservationSize), new List<double>(), 0.0);
        for (var step = 0; step < trajectory.Steps; step++)
        {
            if (trajectory.Rewards[step] <= 0)
            {
                continue;
            }

            var state = states.FindOrAdd(trajectory.Observation(step + 1));
            if (state == sums.Count)
            {
                sums.Add(0);
            }

            sums[state] += trajectory.Rewards[step];
            total += trajectory.Rewards[step];
        }

        return total > 0 ? new RewardShares(sums.Sum(s => s / total * (s / total)), sums.Max() / total, sums.Count) : null;
    }
}
