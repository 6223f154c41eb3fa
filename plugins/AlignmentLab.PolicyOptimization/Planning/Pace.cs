namespace AlignmentLab.PolicyOptimization.Planning;

/// <summary>How boldly the values of a plan are moved: as far as a sweep says and beyond, while that makes the residual shrink.</summary>
internal sealed class Pace
{
    /// <summary>Within so many sweeps the residual is to shrink by a tenth.</summary>
    private const int Patience = 100;

    private const double SmallestStep = 1.0 / 64;

    private double _best = double.PositiveInfinity;
    private int _since;

    /// <summary>The share of a sweep's movement that is made, in (0, 1].</summary>
    public double Step { get; private set; } = 1;

    /// <summary>Whether what is common to all movements is added up at once.</summary>
    public bool Leaps { get; private set; } = true;

    public void Take(double residual)
    {
        if (residual < 0.9 * _best)
        {
            (_best, _since) = (residual, 0);
            return;
        }

        if (++_since < Patience)
        {
            return;
        }

        _since = 0;
        if (Leaps)
        {
            Leaps = false;
        }
        else
        {
            Step = Math.Max(Step / 2, SmallestStep);
        }

        // A slower pace is judged by what it does itself.
        _best = double.PositiveInfinity;
    }
}
