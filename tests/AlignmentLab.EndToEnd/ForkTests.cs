using Shouldly;
using Xunit;

namespace AlignmentLab.EndToEnd;

public sealed class ForkTests : IDisposable
{
    private readonly Alab _alab = new();

    [Fact]
    public async Task Fork_NothingSwapped_ComesToTheSameDigestAndDiffersInNothing()
    {
        var parent = await _alab.HoldSmallAsync();

        var forked = await _alab.RunAsync("fork", parent.Text("run"), "--at", "8", "--json");

        forked.ExitCode.ShouldBe(0, forked.Errors);
        forked.Result.Text("digest").ShouldBe(parent.Text("digest"));
        forked.Errors.ShouldContain("nothing is swapped");
        var diff = await _alab.RunAsync("diff", parent.Text("run"), forked.Result.Text("run"), "--json");
        diff.Result.Text("outcome").ShouldBe("identical");
        diff.Result["parting"].ShouldBeNull();
    }

    [Fact]
    public async Task Fork_LearnerSwapped_DiffShowsWhereAndReplayWhatIsInherited()
    {
        var parent = (await _alab.HoldSmallAsync()).Text("run");

        var forked = await _alab.RunAsync("fork", parent, "--at", "8", "--set", "options.learner.epochs=1", "--name", "other", "--json");

        forked.ExitCode.ShouldBe(0, forked.Errors);
        var run = forked.Result.Text("run");
        var diff = await _alab.RunAsync("diff", parent, run, "--json");
        diff.Result["definition"]![0]!.Text("path").ShouldBe("algorithm.options.learner.epochs");
        diff.Result["parting"]!["fields"]![0]!.Text("path").ShouldBe("learner.epochs");
        (await _alab.RunAsync("diff", parent, run)).Output.ShouldContain("learner.epochs: 2 -> 1");
        var replayed = await _alab.RunAsync("replay", run, "--json");
        replayed.Result.Text("outcome").ShouldBe("identical");
        replayed.Result["inherited"]!.GetValue<int>().ShouldBe(4);
        (await _alab.RunAsync("replay", run, "--level", "log", "--json")).Result["parentCompared"]!.GetValue<bool>().ShouldBeTrue();
        (await _alab.RunAsync("runs", "show", run)).Output.ShouldContain($"{parent} at version 8");
    }

    [Fact]
    public async Task Fork_Detached_IsTakenOnByAnotherProcess()
    {
        var parent = await _alab.HoldSmallAsync();

        var started = await _alab.RunAsync("fork", parent.Text("run"), "--at", "8", "--detach", "--json");

        started.ExitCode.ShouldBe(0, started.Errors);
        var followed = await _alab.RunAsync("events", started.Result.Text("run"), "--follow", "--json");
        followed.Listed[^1].Text("type").ShouldBe("run-completed.v1");
        followed.Listed[^1]["data"]!.Text("digest").ShouldBe(parent.Text("digest"));
    }

    [Fact]
    public async Task Fork_NoSuchVersion_ExitsWithTwo()
    {
        var parent = (await _alab.HoldSmallAsync()).Text("run");

        (await _alab.RunAsync("fork", parent, "--at", "5000")).ExitCode.ShouldBe(2);
        (await _alab.RunAsync("fork", parent)).ExitCode.ShouldBe(2);
    }

    public void Dispose() => _alab.Dispose();
}
