namespace AlignmentLab.Core.Runs.History;

/// <summary>Works on parts of a log side by side, one a core, and hands the outcomes over in order.</summary>
internal static class LogParts
{
    /// <summary>Events of a part. A few parts are under way at once.</summary>
    public const long Size = 16_384;

    /// <param name="count">How many parts there are.</param>
    /// <param name="work">Works on a part, numbered from 0, on a thread of its own.</param>
    /// <param name="take">Takes one outcome after the other.</param>
    public static async Task RunAsync<TOutcome>(long count, Func<long, Task<TOutcome>> work, Action<TOutcome> take, CancellationToken cancellationToken)
    {
        var running = new Queue<Task<TOutcome>>();
        for (var next = 0L; next < count || running.Count > 0;)
        {
            // One more than there are cores, so that none waits while outcomes are taken.
            while (next < count && running.Count <= Environment.ProcessorCount)
            {
                var part = next++;
                running.Enqueue(Task.Run(() => work(part), cancellationToken));
            }

            take(await running.Dequeue());
        }
    }
}
