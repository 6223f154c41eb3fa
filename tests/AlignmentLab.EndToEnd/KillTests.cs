using System.Diagnostics;
using AlignmentLab.Algorithms;
using AlignmentLab.Embedded;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using Shouldly;
using Xunit;

namespace AlignmentLab.EndToEnd;

/// <summary>A run killed with <c>kill -9</c> at random moments, and resumed.</summary>
public sealed class KillTests
{
    private const int Rounds = 50;

    private const int Seed = 20261121;

    private const string Spec = """
        name: killed
        algorithm: dagger
        environment: CartPole-v1
        options: { rounds: 8, stepsPerRound: 200, validationEpisodes: 5, evaluationEpisodes: 5, learner: { epochs: 2 } }
        """;

    [Fact]
    public async Task Resume_AfterKillAtRandomMoments_EndsWithTheUndisturbedDigestAndNoEffectDoneTwice()
    {
        using var undisturbed = new Alab();
        var clock = Stopwatch.StartNew();
        var expected = (await undisturbed.RunAsync("run", undisturbed.File("spec.yaml", Spec), "--json")).Result;
        var whole = clock.Elapsed;
        expected["status"]!.ToString().ShouldBe("completed");
        var moments = new Random(Seed);
        var (interrupted, before, after) = (0, 0, 0);

        for (var round = 0; round < Rounds; round++)
        {
            using var alab = new Alab();
            using (var process = alab.Start("run", alab.File("spec.yaml", Spec), "--json"))
            {
                using var moment = new CancellationTokenSource(whole * moments.NextDouble());
                await process.WaitForExitAsync(moment.Token).ContinueWith(static _ => { }, TaskScheduler.Default);
                process.Kill();
                await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            }

            var (run, ended) = await RunOnTheLogAsync(alab);
            if (run is null)
            {
                // Killed before the run was on the log: nothing was promised.
                before++;
                continue;
            }

            after += ended ? 1 : 0;
            interrupted += ended ? 0 : 1;
            var resumed = await alab.RunAsync("resume", run.Value.Value, "--json");
            resumed.ExitCode.ShouldBe(0, $"round {round}: {resumed.Errors}");
            resumed.Result["status"]!.ToString().ShouldBe("completed");
            resumed.Result["digest"]!.ToString().ShouldBe(expected["digest"]!.ToString(), $"round {round}");
            resumed.Result["events"]!.GetValue<long>().ShouldBe(expected["events"]!.GetValue<long>(), $"round {round}");
            (await alab.RunAsync("verify", "--json")).Result["outcome"]!.ToString().ShouldBe("intact");
            (await EventsAsync(alab, run.Value)).Where(e => e.Call is not null).GroupBy(e => (e.Type, e.Call)).ShouldAllBe(g => g.Count() == 1);
        }

        TestContext.Current.SendDiagnosticMessage("killed before the run began {0}, in its midst {1}, after its end {2}", before, interrupted, after);
        interrupted.ShouldBeGreaterThan(Rounds / 5, "most kills must hit a run under way, else this shows nothing");
    }

    // What is asked here fifty times is read from the log itself: a command for it would take longer to start than to read.
    private static async Task<(RunId? Run, bool Ended)> RunOnTheLogAsync(Alab alab)
    {
        if (!File.Exists(LogOf(alab)))
        {
            return (null, false);
        }

        try
        {
            using var store = Open(alab);
            await foreach (var head in store.HeadsAsync(RunId.Category))
            {
                var run = RunId.Of(head.Stream);
                return (run, (await EventsAsync(alab, run))[^1].Type == "run-completed.v1");
            }
        }
        catch (EnvironmentFailureException)
        {
            // Killed while the log was being made.
        }

        return (null, false);
    }

    private static async Task<IReadOnlyList<RecordedEvent>> EventsAsync(Alab alab, RunId run)
    {
        using var store = Open(alab);
        return await store.ReadStreamAsync(run.Stream, ReadDirection.Forwards, 0).ToListAsync();
    }

    private static SqliteEventStore Open(Alab alab) => SqliteEventStore.Open(LogOf(alab), new SqliteEventStoreOptions(), TimeProvider.System);

    private static string LogOf(Alab alab) => Path.Combine(alab.Lab, "events.db");
}
