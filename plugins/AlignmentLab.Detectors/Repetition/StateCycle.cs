using System.Runtime.CompilerServices;

namespace AlignmentLab.Detectors.Repetition;

/// <summary>The cycle that makes up most of an episode.</summary>
/// <param name="Length">States in it, 1 or more; of cycles that make up as much, the shortest.</param>
/// <param name="Steps">Steps that belong to it, 0 where there is none.</param>
/// <param name="Share">The same, as a share of the episode's states.</param>
/// <param name="Reward">The rewards of those steps; 0 where they are not known.</param>
public readonly record struct StateCycle(int Length, int Steps, double Share, double Reward)
{
    private const int Rounds = 3;

    /// <summary>Looks for cycles of 1 to <paramref name="longest"/> states.</summary>
    /// <param name="observations">States, row-major.</param>
    /// <param name="size">Numbers a state, 1 or more.</param>
    /// <param name="rewards">Reward of the action taken in each state; empty where not known.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static StateCycle Of(ReadOnlySpan<double> observations, int size, ReadOnlySpan<double> rewards, int longest)
    {
        var (states, best) = (observations.Length / size, default(StateCycle));
        for (var length = 1; length <= longest && length < states; length++)
        {
            var (steps, reward) = (0, 0.0);
            for (var (t, run) = (length, 0); t <= states; t++)
            {
                // Most states differ in their first number.
                if (t < states && observations[t * size].Equals(observations[(t - length) * size]) && observations.Slice(t * size, size).SequenceEqual(observations.Slice((t - length) * size, size)))
                {
                    run++;
                    continue;
                }

                // A run of r repeats covers r + length states.
                if (run >= (Rounds - 1) * length)
                {
                    steps += run + length;
                    for (var s = t - run - length; s < Math.Min(t, rewards.Length); s++)
                    {
                        reward += rewards[s];
                    }
                }

                run = 0;
            }

            best = steps > best.Steps ? new StateCycle(length, steps, Math.Min(1, (double)steps / states), reward) : best;
        }

        return best;
    }
}
