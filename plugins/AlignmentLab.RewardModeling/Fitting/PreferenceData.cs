using AlignmentLab.Engines;
using AlignmentLab.Rewards;
using AlignmentLab.Trajectories;

namespace AlignmentLab.RewardModeling.Fitting;

/// <summary>Writes pairs as the trainer's <c>preference</c> loss wants them: fragments padded to the longest.</summary>
internal sealed class PreferenceData(RewardFeatures features, IReadOnlyList<ReadPair> pairs, IReadOnlyList<double> shares)
{
    private readonly int _steps = pairs.Max(p => Math.Max(p.First.Length, p.Second.Length));

    /// <param name="chosen">Which pairs; one may be chosen several times.</param>
    public TrainingData Of(IReadOnlyList<int> chosen)
    {
        var rows = 2 * _steps;
        var inputs = new float[checked(chosen.Count * rows * features.Size)];
        var targets = new float[checked(chosen.Count * rows * 2)];
        for (var i = 0; i < chosen.Count; i++)
        {
            var pair = pairs[chosen[i]];
            Write(pair.First, shares[chosen[i]], i * rows, inputs, targets);
            Write(pair.Second, shares[chosen[i]], (i * rows) + _steps, inputs, targets);
        }

        return new TrainingData(chosen.Count, features.Size, inputs, 2, targets) { RowsPerExample = rows };
    }

    private void Write(TrajectoryFragment fragment, double share, int row, float[] inputs, float[] targets)
    {
        for (var step = 0; step < _steps; step++, row++)
        {
            targets[(2 * row) + 1] = (float)share;
            if (step < fragment.Length)
            {
                targets[2 * row] = 1;
                features.Write(
                    fragment.Observation(step), fragment.Action(step), fragment.Observation(step + 1), inputs.AsSpan(row * features.Size, features.Size));
            }
        }
    }
}
