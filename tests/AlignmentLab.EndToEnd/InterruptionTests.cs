using Shouldly;
using Xunit;

namespace AlignmentLab.EndToEnd;

public sealed class InterruptionTests : IDisposable
{
    private readonly Alab _alab = new();

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 130)]
    [InlineData("KILL", 137)]
    public async Task Run_StoppedBySignal_ResumesToTheSameDigest(string signal, int exitCode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        var whole = await _alab.RunSmallAsync();

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
        resumed.Result.Text("digest").ShouldBe(whole.Text("digest"));
        (await _alab.RunAsync("verify", "--json")).Result.Text("outcome").ShouldBe("intact");
    }

    [Fact]
    public async Task Cancel_InterruptedRun_EndsItForGood()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        var (run, _) = await StopAsync("KILL");

        (await _alab.RunAsync("cancel", run, "--json")).Result.Text("status").ShouldBe("cancelled");

        (await _alab.RunAsync("cancel", run)).ExitCode.ShouldBe(2);
        (await _alab.RunAsync("resume", run, "--json")).Result.Text("status").ShouldBe("cancelled");
    }

    // The signal comes once some events are on the log, and so in the middle of the run.
    private async Task<(string Run, Finished Ended)> StopAsync(string signal)
    {
        using var process = new FollowedProcess(_alab.Start("run", _alab.SmallSpec(), "--json"));
        var run = (await process.LineAsync(l => l.StartsWith("Run ", StringComparison.Ordinal)))["Run ".Length..];
        using (var follower = new FollowedProcess(_alab.Start("events", run, "--follow", "--json")))
        {
            await follower.LineAsync(l => l.Contains("\"type\":\"training-completed.v1\"", StringComparison.Ordinal));
        }

        process.Signal(signal);
        return (run, await process.EndAsync());
    }

    public void Dispose() => _alab.Dispose();
}
