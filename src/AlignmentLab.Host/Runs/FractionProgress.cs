using AlignmentLab.Host.Terminal;

namespace AlignmentLab.Host.Runs;

/// <summary>Says from time to time how far a piece of work is.</summary>
internal sealed class FractionProgress(Output output, TimeProvider time, string what) : IProgress<double>
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly long _started = time.GetTimestamp();
    private readonly Lock _gate = new();
    private TimeSpan _next = Pause;

    /// <param name="value">In [0, 1].</param>
    public void Report(double value)
    {
        lock (_gate)
        {
            var elapsed = time.GetElapsedTime(_started);
            if (elapsed < _next || value <= 0)
            {
                return;
            }

            _next = elapsed + Pause;
            output.Message($"{what}: {Figures.Percent(value)}, about {Figures.Duration(elapsed * ((1 - value) / value))} left");
        }
    }
}
