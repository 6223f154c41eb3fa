using System.Diagnostics;
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
        options: { rounds: 16, stepsPerRound: 200, validationEpisodes: 5, evaluationEpisodes: 5, learner: { epochs: 2 } }
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

            var runs = await alab.RunAsync("runs", "list", "--json");
            if (runs.ExitCode != 0 || runs.Listed.Count == 0)
            {
                // Killed before the run was on the log: nothing was promised.
                before++;
                continue;
            }

            var run = runs.Lines[0]["run"]!.ToString();
            after += runs.Lines[0]["status"]!.ToString() == "completed" ? 1 : 0;
            interrupted += runs.Lines[0]["status"]!.ToString() == "interrupted" ? 1 : 0;
            var resumed = await alab.RunAsync("resume", run, "--json");
            resumed.ExitCode.ShouldBe(0, $"round {round}: {resumed.Errors}");
            resumed.Result["status"]!.ToString().ShouldBe("completed");
            resumed.Result["digest"]!.ToString().ShouldBe(expected["digest"]!.ToString(), $"round {round}");
            resumed.Result["events"]!.GetValue<long>().ShouldBe(expected["events"]!.GetValue<long>(), $"round {round}");
            (await alab.RunAsync("verify", "--json")).Result["outcome"]!.ToString().ShouldBe("intact");
            var events = await alab.RunAsync("events", run, "--json");
            events.Lines.Where(e => e["call"] is not null).GroupBy(e => $"{e["type"]} {e["call"]}").ShouldAllBe(g => g.Count() == 1);
        }

        TestContext.Current.SendDiagnosticMessage("killed before the run began {0}, in its midst {1}, after its end {2}", before, interrupted, after);
        interrupted.ShouldBeGreaterThan(Rounds / 5, "most kills must hit a run under way, else this shows nothing");
    }
}
