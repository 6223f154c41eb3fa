using AlignmentLab.Imitation.Gating;

namespace AlignmentLab.Imitation.ThriftyGating;

/// <summary>When <see cref="ThriftyDAgger"/> switches, set from what its gate has read so that each threshold calls the expert in a given share of states.</summary>
/// <param name="Novelty">The share's upper quantile of the doubts.</param>
/// <param name="Risk">The share's lower quantile of the predicted returns.</param>
/// <param name="HandBackRisk">The median of the predicted returns.</param>
internal sealed record SwitchingThresholds(double Novelty, double Risk, double HandBackRisk)
{
    /// <summary>Fewer readings than this set no threshold.</summary>
    private const int LeastReadings = 25;

    /// <summary>The thresholds by all states, whoever acted.</summary>
    /// <param name="rate">alpha_h, in (0, 1).</param>
    public static SwitchingThresholds Of(double rate, GateReadings readings) => Of(rate, readings.Doubts, readings.Returns);

    /// <summary>The thresholds by the states in which the novice acted; these ones where there are too few.</summary>
    public SwitchingThresholds After(double rate, IReadOnlyList<GateReadings> readings)
    {
        var (doubts, returns) = (new List<double>(), new List<double>());
        foreach (var episode in readings)
        {
            for (var step = 0; step < episode.ExpertActed.Length; step++)
            {
                if (episode.ExpertActed[step] == 0)
                {
                    doubts.Add(episode.Doubts[step]);
                    returns.Add(episode.Returns[step]);
                }
            }
        }

        return doubts.Count < LeastReadings ? this : Of(rate, doubts, returns);
    }

    private static SwitchingThresholds Of(double rate, IEnumerable<double> doubts, IEnumerable<double> returns)
    {
        var (byDoubt, byReturn) = (doubts.Order().ToArray(), returns.Order().ToArray());
        var beyond = (int)(rate * byDoubt.Length);
        return new SwitchingThresholds(byDoubt[byDoubt.Length - 1 - beyond], byReturn[beyond], byReturn[byReturn.Length / 2]);
    }
}
