namespace AlignmentLab.Core.Replay;

/// <summary>
/// How surely a sample finds falsified jobs. Of <paramref name="Jobs"/> jobs, <paramref name="Repeated"/> are repeated, drawn
/// at random without replacement after the fact: how many of the falsified ones are among them is hypergeometric.
/// </summary>
/// <param name="Jobs">n, 0 or more.</param>
/// <param name="Repeated">m, 0 to n.</param>
public sealed record SampleConfidence(int Jobs, int Repeated)
{
    /// <summary>The probability with which <see cref="SmallestCaught"/> is stated.</summary>
    public const double Level = 0.95;

    /// <summary>The probability of catching a single falsified job, in [0, 1].</summary>
    public double Single => Caught(Math.Min(1, Jobs));

    /// <summary>The probability of catching at least one where every tenth job (rounded up) is falsified, in [0, 1].</summary>
    public double OneInTen => Caught((Jobs + 9) / 10);

    /// <summary>
    /// The smallest number of falsified jobs of which at least one is caught with probability <see cref="Level"/> or more;
    /// null where nothing is repeated.
    /// </summary>
    public int? SmallestCaught
    {
        get
        {
            var missed = 1.0;
            for (var falsified = 1; falsified <= Jobs; falsified++)
            {
                missed *= Next(falsified - 1);
                if (1 - missed >= Level)
                {
                    return falsified;
                }
            }

            return null;
        }
    }

    /// <summary><see cref="SmallestCaught"/> as a share of all jobs, in (0, 1].</summary>
    public double? SmallestShareCaught => (double?)SmallestCaught / Jobs;

    /// <summary>
    /// The probability that at least one of so many falsified jobs is repeated: 1 - C(n - f, m) / C(n, m).
    /// </summary>
    /// <param name="falsified">f, 0 to n.</param>
    public double Caught(int falsified)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(falsified);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(falsified, Jobs);
        var missed = 1.0;
        for (var i = 0; i < falsified && missed > 0; i++)
        {
            missed *= Next(i);
        }

        return 1 - missed;
    }

    // That the next falsified job is not repeated either, when so many of them were not: (n - m - i) / (n - i).
    private double Next(int before) => Math.Max(0, Jobs - Repeated - before) / (double)(Jobs - before);
}
