using Shouldly;
using Xunit;

namespace AlignmentLab.EndToEnd;

public sealed class InterruptionTests : IDisposable
{
    private static readonly Lazy<Task<string>> Whole = new(UndisturbedAsync);

    private readonly Alab _alab = new();

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 130)]
    [InlineData("KILL", 137)]
    public async Task Run_StoppedBySignal_ResumesToTheSameDigest(string signal, int exitCode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        var (run, stopped) = await StopAsync(signal);

        stopped.ExitCode.ShouldBe(exitCode);
        if (signal != "KILL")
        {
            stopped.Errors.ShouldContain($"alab resume {run}");
            stopped.Result["exitCode"]!.GetValue<int>().ShouldBe(130);
        }

        var shown = await _alab.RunAsync("runs", "show", run, "--json");
        shown.Result.Text("status").ShouldBe("interrupted");

        var resumed = await _alab.RunAsync("resume", run, "--json");
        resumed.ExitCode.ShouldBe(0, resumed.Errors);
        resumed.Result.Text("digest").ShouldBe(await Whole.Value);
        (await _alab.RunAsync("verify", "--json")).Result.Text("outcome").ShouldBe("intact");
    }

    [Fact]
    public async Task Cancel_InterruptedRun_EndsItForGood()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        var (run, _) = await StopAsync("KILL");

        (await _alab.RunAsync("cancel", run, "--json")).Result.Text("status").ShouldBe("cancelled");

        (await _alab.RunAsync("cancel", run)).ExitCode.ShouldBe(2);
        var events = await EventsOfLabAsync();
        var resumed = await _alab.RunAsync("resume", run, "--json");
        (resumed.ExitCode, resumed.Result.Text("status")).ShouldBe((1, "cancelled"));
        resumed.Errors.ShouldContain($"{run} has ended (cancelled); there is nothing to resume.");
        (await EventsOfLabAsync()).ShouldBe(events, "asking for what has ended writes nothing");
    }

    [Fact]
    public async Task Cancel_RunUnderWay_IsRequestedAndAnsweredWithItsEnd()
    {
        using var process = new FollowedProcess(_alab.Start("run", _alab.LongSpec(), "--json"));
        var run = (await process.LineAsync(l => l.StartsWith("Run ", StringComparison.Ordinal)))["Run ".Length..];
        await BegunAsync(run);

        var cancelled = await _alab.RunAsync("cancel", run, "--json");

        cancelled.ExitCode.ShouldBe(0, cancelled.Errors);
        cancelled.Result["requested"]!.GetValue<bool>().ShouldBeTrue();
        cancelled.Result.Text("status").ShouldBeOneOf("cancelled", "running");
        (await process.EndAsync()).ExitCode.ShouldBe(1);
        (await _alab.RunAsync("runs", "show", run, "--json")).Result.Text("status").ShouldBe("cancelled");
    }

    [Fact]
    public async Task Follow_RunThatNoProcessHas_SaysHowToGoOnAndEnds()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        var (run, _) = await StopAsync("KILL");

        var followed = await _alab.RunAsync("events", run, "--follow", "--json");

        followed.ExitCode.ShouldBe(0);
        followed.Listed.Count.ShouldBeGreaterThan(0);
        followed.Result["events"]!.GetValue<int>().ShouldBe(followed.Listed.Count);
        followed.Errors.ShouldContain($"No process is working on {run}, so nothing more will come. Go on with: alab resume {run}");
    }

    [Fact]
    public async Task Pause_RunOfASetThatIsNotTakenUpYet_IsPassedOverUntilSomebodyResumesIt()
    {
        var oneCore = new Dictionary<string, string> { ["DOTNET_PROCESSOR_COUNT"] = "1" };
        using var process = new FollowedProcess(_alab.Start(oneCore, "run", _alab.MediumSpec(), "--json", "--set", "seeds=2"));
        var set = (await process.LineAsync(l => l.StartsWith("2 runs, ", StringComparison.Ordinal))).Split(' ')[2][..^"-1".Length];
        await BegunAsync($"{set}-1");

        (await _alab.RunAsync("pause", $"{set}-2", "--json")).Result.Text("status").ShouldBe("paused");
        (await _alab.RunAsync("cancel", $"{set}-1", "--json")).ExitCode.ShouldBe(0);

        var ended = await process.EndAsync();
        ended.ExitCode.ShouldBe(1);
        ended.Errors.ShouldContain($"{set}-2 was paused by");
        (await _alab.RunAsync("runs", "show", $"{set}-2", "--json")).Result.Text("status").ShouldBe("paused");
        var resumed = await _alab.RunAsync("resume", $"{set}-2", "--json");
        (resumed.ExitCode, resumed.Result.Text("status")).ShouldBe((0, "completed"), resumed.Errors);
    }

    [Fact]
    public async Task Resume_NameOfASet_GoesOnWithWhatHasNotEndedAndReportsAll()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        string set;
        using (var process = new FollowedProcess(_alab.Start("run", _alab.SmallSpec(), "--json", "--set", "seeds=3")))
        {
            set = (await process.LineAsync(l => l.StartsWith("3 runs, ", StringComparison.Ordinal))).Split(' ')[2][..^"-1".Length];
            await process.LineAsync(l => l.StartsWith("{\"run\"", StringComparison.Ordinal));
            process.Signal("KILL");
            await process.EndAsync();
        }

        var resumed = await _alab.RunAsync("resume", set, "--json");

        resumed.ExitCode.ShouldBe(0, resumed.Errors);
        (resumed.Result["runs"]!.GetValue<int>(), resumed.Result["completed"]!.GetValue<int>()).ShouldBe((3, 3));
        resumed.Listed.Select(l => l.Text("run")).Order(StringComparer.Ordinal).ShouldBe([$"{set}-1", $"{set}-2", $"{set}-3"]);
    }

    private static async Task<string> UndisturbedAsync()
    {
        using var alab = new Alab();
        return (await alab.RunAsync("run", alab.MediumSpec(), "--json")).Result.Text("digest");
    }

    // The signal comes once some events are on the log, and so in the middle of the run.
    private async Task<(string Run, Finished Ended)> StopAsync(string signal)
    {
        using var process = new FollowedProcess(_alab.Start("run", _alab.MediumSpec(), "--json"));
        var run = (await process.LineAsync(l => l.StartsWith("Run ", StringComparison.Ordinal)))["Run ".Length..];
        await BegunAsync(run);
        process.Signal(signal);
        return (run, await process.EndAsync());
    }

    private Task BegunAsync(string run) => _alab.UntilAsync(run, "training-completed.v1");

    private async Task<long> EventsOfLabAsync() => (await _alab.RunAsync("verify", "--json")).Result["events"]!.GetValue<long>();

    public void Dispose() => _alab.Dispose();
}
