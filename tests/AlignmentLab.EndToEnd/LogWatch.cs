using AlignmentLab.Algorithms;
using AlignmentLab.Embedded;
using Xunit;

namespace AlignmentLab.EndToEnd;

/// <summary>Follows a run's events from within the tests: a command that does so is there only after many of them.</summary>
internal static class LogWatch
{
    /// <summary>Completes once the run has an event of a type.</summary>
    public static async Task UntilAsync(this Alab alab, string run, string type)
    {
        using var store = SqliteEventStore.Open(Path.Combine(alab.Lab, "events.db"), new SqliteEventStoreOptions(), TimeProvider.System);
        await foreach (var e in store.SubscribeStreamAsync(new RunId(run).Stream, -1, TestContext.Current.CancellationToken))
        {
            if (e.Type == type)
            {
                return;
            }
        }
    }
}
