namespace AlignmentLab.PolicyOptimization.PolicyGradients;

/// <summary>How much better an action did than was expected (Schulman et al. 2016, "High-Dimensional Continuous Control Using Generalized Advantage Estimation").</summary>
public static class AdvantageEstimation
{
    // What is added to the spread, so that advantages that are all the same become 0 and not noise.
    private const double LeastSpread = 1e-8;

    /// <summary>
    /// Writes GAE(lambda): A_t = delta_t + discount lambda A_{t+1}, with delta_t = r_t + discount V(s_{t+1}) - V(s_t) (equation 16).
    /// </summary>
    /// <param name="rewards">T, those of one episode.</param>
    /// <param name="values">T + 1. The last is what lies ahead of the episode's end: 0 where the task ended, V of the last state where a limit cut it.</param>
    /// <param name="discount">In [0, 1].</param>
    /// <param name="lambda">In [0, 1]. With 1 the advantage is the return less V(s_t), with 0 it is delta_t.</param>
    /// <param name="advantages">Takes T numbers.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public static void Estimate(ReadOnlySpan<double> rewards, ReadOnlySpan<double> values, double discount, double lambda, Span<double> advantages)
    {
        if (values.Length != rewards.Length + 1 || advantages.Length != rewards.Length)
        {
            throw new ArgumentException($"{rewards.Length} rewards need {rewards.Length + 1} values and room for as many advantages as rewards; there are {values.Length} and {advantages.Length}.", nameof(values));
        }

        var ahead = 0.0;
        for (var t = rewards.Length - 1; t >= 0; t--)
        {
            ahead = rewards[t] + (discount * values[t + 1]) - values[t] + (discount * lambda * ahead);
            advantages[t] = ahead;
        }
    }

    /// <summary>Shifts and scales to mean 0 and standard deviation 1.</summary>
    public static void Normalize(Span<double> advantages)
    {
        var (mean, squares) = (0.0, 0.0);
        foreach (var advantage in advantages)
        {
            mean += advantage / advantages.Length;
        }

        foreach (var advantage in advantages)
        {
            squares += (advantage - mean) * (advantage - mean);
        }

        var spread = Math.Sqrt(squares / advantages.Length) + LeastSpread;
        for (var i = 0; i < advantages.Length; i++)
        {
            advantages[i] = (advantages[i] - mean) / spread;
        }
    }
}
