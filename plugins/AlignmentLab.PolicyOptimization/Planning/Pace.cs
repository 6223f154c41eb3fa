namespace AlignmentLab.PolicyOptimization.Planning;

/// <summary>How boldly the values of a plan are moved: as far as a sweep says and beyond, while that makes the residual shrink.</summary>
internal sealed class Pace
{
    /// <summary>Within so many sweeps the residual is to shrink by a tenth.</summary>
    private const int Patience = 100;

    /// <summary>A residual this many times the best so far grows without end, as leaps can make it where tasks end.</summary>
    private const double Runaway = 8;

    private const double SmallestStep = 1.0 / 64;

    private double _best = double.PositiveInfinity;
    private int _since;

    /// <summary>The share of a sweep's movement that is made, in (0, 1].</summary>
    public double Step { get; private set; } = 1;

    /// <summary>Whether what is common to all movements is added up at once.</summary>
    public bool Leaps { get; private set; } = true;

    /// <summary>Takes note of a residual, and slows down where it does not shrink.</summary>
    /// <returns>False where what leaps have made of the values had better be forgotten.</returns>
    public bool Take(double residual)
    {
        if (residual < 0.9 * _best)
        {
            (_best, _since) = (residual, 0);
            return true;
        }

        var runsAway = Leaps && residual > Runaway * _best;
        if (++_since < Patience && !runsAway)
        {
            return true;
        }

        if (!Leaps)
        {
            Step = Math.Max(Step / 2, SmallestStep);
        }

        // A slower pace is judged by what it does itself.
        (Leaps, _best, _since) = (false, double.PositiveInfinity, 0);
        return !runsAway;
    }
}
