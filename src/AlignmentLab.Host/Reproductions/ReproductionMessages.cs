using AlignmentLab.Core.Reproductions;
using AlignmentLab.Host.Terminal;

namespace AlignmentLab.Host.Reproductions;

/// <summary>Says now and then how many runs of a reproduction are done.</summary>
internal sealed class ReproductionMessages(Output output, string name, TimeProvider time) : IProgress<ReproductionProgress>
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly long _started = time.GetTimestamp();
    private TimeSpan _next = Pause;

    public void Report(ReproductionProgress value)
    {
        lock (_gate)
        {
            var elapsed = time.GetElapsedTime(_started);
            if (elapsed >= _next)
            {
                _next = elapsed + Pause;
                output.Message($"{name}: {value.Done} of {value.Runs} runs, about {Figures.Duration(elapsed / value.Done * (value.Runs - value.Done))} left");
            }
        }
    }
}
