namespace AlignmentLab.Tests.Environments.CopyChain;

/// <summary>
/// Ridge regression of the output (1 or -1) on a copy chain's observation, without an intercept. Only one look is shown at
/// a time, so the normal equations fall apart into one of two unknowns a look.
/// </summary>
internal sealed class LookRidge(int looks)
{
    private const double Penalty = 1e-3;

    private readonly (double PP, double PC, double CC, double PY, double CY)[] _sums = new (double, double, double, double, double)[looks];

    public void Add(ReadOnlySpan<double> observation, double action)
    {
        var (look, previous, cue) = Read(observation);
        var output = action == 1 ? 1 : -1;
        ref var sums = ref _sums[look];
        sums = (sums.PP + (previous * previous), sums.PC + (previous * cue), sums.CC + (cue * cue),
            sums.PY + (previous * output), sums.CY + (cue * output));
    }

    /// <summary>The output of the fitted line's sign; 0 on a look that no example showed.</summary>
    public double Act(ReadOnlySpan<double> observation)
    {
        var (look, previous, cue) = Read(observation);
        var sums = _sums[look];
        var (a, b, c) = (sums.PP + Penalty, sums.PC, sums.CC + Penalty);
        var score = (((c * sums.PY) - (b * sums.CY)) * previous) + (((a * sums.CY) - (b * sums.PY)) * cue);
        return score > 0 ? 1 : 0;
    }

    private (int Look, double Previous, double Cue) Read(ReadOnlySpan<double> observation)
    {
        var look = observation[..looks].IndexOfAnyExcept(0.0);
        return (look, observation[look], observation[looks + look]);
    }
}
