using AlignmentLab.Host.Terminal;

namespace AlignmentLab.Host.Runs;

/// <summary>Progress for logs: a line a run every ten seconds.</summary>
internal sealed class PlainProgressDisplay(Output output, RunMonitor monitor, TimeProvider time) : ProgressDisplay(monitor, time, TimeSpan.FromSeconds(10))
{
    protected override Task ShowAsync(Task work, CancellationToken interrupted) => RepeatAsync(work, Show, interrupted);

    private void Show(SetStanding set)
    {
        foreach (var (run, standing) in set.Running)
        {
            output.Message($"{run}: {StandingText.Of(standing)}");
        }

        if (set.Runs > 1)
        {
            output.Message(StandingText.Of(set));
        }
    }
}
