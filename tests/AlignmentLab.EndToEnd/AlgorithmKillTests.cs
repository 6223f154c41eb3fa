using AlignmentLab.Algorithms;
using AlignmentLab.Embedded;
using AlignmentLab.Engines;
using AlignmentLab.Events;
using Shouldly;
using Xunit;

namespace AlignmentLab.EndToEnd;

/// <summary>
/// Every algorithm, killed with <c>kill -9</c> in its midst and resumed. One process works on all the runs; each time that one of
/// them has stored as many events as were drawn for it, the process is killed with whatever it had in hand.
/// </summary>
public sealed class AlgorithmKillTests
{
    private const int Seed = 20261122;

    /// <summary>How often the runs that ended before their kill came are begun anew: some are over in milliseconds.</summary>
    private const int Attempts = 3;

    [Fact]
    public async Task SavedRuns_AreOfEveryAlgorithmOfEveryPlugin()
    {
        using var alab = new Alab();
        var plugins = (await alab.RunAsync("plugins", "list", "--json")).Lines;

        var algorithms = plugins.SelectMany(p => p["offers"]?.AsArray() ?? []).Where(o => o!.Text("kind") == "algorithm").Select(o => o!.Text("name"));
        SavedRun.All.Select(r => r.Algorithm).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ShouldBe(algorithms.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Resume_EveryAlgorithmKilledInItsMidst_StoresWhatItWouldHaveUndisturbed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        using var undisturbed = await SubmittedAsync(SavedRun.All);
        await ResumeAsync(undisturbed, SavedRun.All);
        var expected = await StoredAsync(undisturbed, SavedRun.All);
        var moments = new Random(Seed);
        var left = SavedRun.All;

        for (var attempt = 0; attempt < Attempts && left.Count > 0; attempt++)
        {
            using var alab = await SubmittedAsync(left);
            var killed = await KillAsync(alab, left, left.ToDictionary(r => r, r => moments.NextInt64(1, expected[r].Count - 1)));
            await ResumeAsync(alab, left);

            var stored = await StoredAsync(alab, left);
            foreach (var run in left)
            {
                stored[run].ShouldBe(expected[run], $"{run.Algorithm} ({run.Run})");
            }

            (await alab.RunAsync("verify", "--json")).Result.Text("outcome").ShouldBe("intact");
            left = [.. left.Where(r => killed[r] >= expected[r].Count - 1)];
        }

        TestContext.Current.SendDiagnosticMessage("not killed in their midst: {0}", string.Join(", ", left.Select(r => r.Run)));
        left.Count.ShouldBeLessThan(SavedRun.All.Count / 5, "most kills must hit a run under way, else this shows nothing");
    }

    /// <summary>Works on the runs and kills the process when one has come to its version, until each was killed there.</summary>
    /// <returns>The version at which each run stood then.</returns>
    private static async Task<Dictionary<SavedRun, long>> KillAsync(Alab alab, IReadOnlyList<SavedRun> runs, Dictionary<SavedRun, long> versions)
    {
        var killed = new Dictionary<SavedRun, long>();
        while (killed.Count < runs.Count)
        {
            using var process = new FollowedProcess(alab.Start(Resume(runs)));
            var reached = ReachedAsync(alab, versions.Where(v => !killed.ContainsKey(v.Key)).ToDictionary(v => v.Key.Run.Stream, v => v.Value));
            var ended = process.EndAsync();
            if (await Task.WhenAny(reached, ended) == ended)
            {
                Assert.Fail($"The process ended by itself, {(await ended).Errors}");
            }

            process.Signal("KILL");
            await ended;
            foreach (var (run, version) in await VersionsAsync(alab, runs))
            {
                if (version >= versions[run])
                {
                    killed.TryAdd(run, version);
                }
            }
        }

        return killed;
    }

    private static async Task ReachedAsync(Alab alab, Dictionary<StreamId, long> versions)
    {
        using var log = Open(alab);
        await foreach (var e in log.SubscribeAllAsync(0, EventFilter.ForCategories("run"), TestContext.Current.CancellationToken))
        {
            if (versions.TryGetValue(e.Stream, out var version) && e.Version >= version)
            {
                return;
            }
        }
    }

    private static async Task<Alab> SubmittedAsync(IReadOnlyList<SavedRun> runs)
    {
        var alab = new Alab();
        using var log = Open(alab);
        foreach (var run in runs)
        {
            await run.SubmitAsync(log);
        }

        return alab;
    }

    private static async Task ResumeAsync(Alab alab, IReadOnlyList<SavedRun> runs)
    {
        var resumed = await alab.RunAsync(Resume(runs));
        resumed.ExitCode.ShouldBe(0, resumed.Errors);
    }

    // Branches may end in another order, and so the events are put in the order of their calls. The run's last event holds the digest and the measurements.
    private static async Task<Dictionary<SavedRun, IReadOnlyList<string>>> StoredAsync(Alab alab, IReadOnlyList<SavedRun> runs)
    {
        using var log = Open(alab);
        var stored = new Dictionary<SavedRun, IReadOnlyList<string>>();
        foreach (var run in runs)
        {
            var events = await log.ReadStreamAsync(run.Run.Stream, ReadDirection.Forwards, 0).Select(e => $"{e.Call} {e.Type} {e.ContentHash}").ToListAsync();
            stored.Add(run, [.. events.Order(StringComparer.Ordinal)]);
        }

        return stored;
    }

    private static async Task<Dictionary<SavedRun, long>> VersionsAsync(Alab alab, IReadOnlyList<SavedRun> runs)
    {
        using var log = Open(alab);
        var versions = new Dictionary<SavedRun, long>();
        foreach (var run in runs)
        {
            versions.Add(run, (await log.HeadAsync(run.Run.Stream))!.Value.Version);
        }

        return versions;
    }

    private static string[] Resume(IReadOnlyList<SavedRun> runs) => ["resume", .. runs.Select(r => r.Run.Value), "--json"];

    private static SqliteEventStore Open(Alab alab) => SqliteEventStore.Open(Path.Combine(alab.Lab, "events.db"), new SqliteEventStoreOptions(), TimeProvider.System);
}
