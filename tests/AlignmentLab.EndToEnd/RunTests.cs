using Shouldly;
using Xunit;

namespace AlignmentLab.EndToEnd;

public sealed class RunTests : IDisposable
{
    private readonly Alab _alab = new();

    [Fact]
    public async Task Run_SameSpecAndSeed_HasTheSameDigestAndAnotherRoot()
    {
        var first = await _alab.RunSmallAsync("--seed", "7");
        var second = await _alab.RunSmallAsync("--seed", "7");
        var other = await _alab.RunSmallAsync("--seed", "8");

        first.Text("status").ShouldBe("completed");
        first["metrics"]!["return"].ShouldNotBeNull();
        second.Text("digest").ShouldBe(first.Text("digest"));
        second.Text("root").ShouldNotBe(first.Text("root"));
        other.Text("digest").ShouldNotBe(first.Text("digest"));
    }

    [Fact]
    public async Task Run_SeveralSeeds_EndsWithTheSetInTheOrderSubmitted()
    {
        var ran = await _alab.RunAsync("run", _alab.SmallSpec(), "--json", "--set", "seeds=[3, 1, 2]");

        ran.ExitCode.ShouldBe(0, ran.Errors);
        ran.Lines.Count.ShouldBe(4);
        ran.Lines.Take(3).Select(l => l.Text("run")[^2..]).ShouldBe(["-1", "-2", "-3"]);
        ran.Result["runs"]!.GetValue<int>().ShouldBe(3);
        ran.Result["metrics"]!["return"]!["n"]!.GetValue<int>().ShouldBe(3);
        ran.Result["metrics"]!["return"]!["low"]!.GetValue<double>().ShouldBeLessThanOrEqualTo(ran.Result["metrics"]!["return"]!["mean"]!.GetValue<double>());
    }

    [Fact]
    public async Task Run_SpecWithFaults_NamesLineAndRemedyAndExitsWithTwo()
    {
        var spec = _alab.File("bad.yaml", "name: bad\nalgorithm: dager\nenvironment: CartPole-v1\n");

        var ran = await _alab.RunAsync("run", spec, "--json");

        ran.ExitCode.ShouldBe(2);
        ran.Result.Text("error").ShouldStartWith($"{spec}:2: There is no algorithm 'dager'. Did you mean 'dagger'?");
        ran.Result["exitCode"]!.GetValue<int>().ShouldBe(2);
        ran.Errors.ShouldContain("Did you mean 'dagger'?");
    }

    [Fact]
    public async Task Run_BudgetTooSmall_FailsWithOneAndIsOnTheLog()
    {
        var ran = await _alab.RunAsync("run", _alab.SmallSpec(), "--json", "--set", "budgets.effects=5");

        ran.ExitCode.ShouldBe(1);
        ran.Result.Text("status").ShouldBe("failed");
        ran.Result.Text("reason").ShouldContain("budgets.effects");
    }

    [Fact]
    public async Task Run_Detached_ReturnsAtOnceAndGoesOnByItself()
    {
        var started = await _alab.RunAsync("run", _alab.SmallSpec(), "--detach", "--json");
        started.ExitCode.ShouldBe(0, started.Errors);
        var run = started.Result.Text("run");

        var followed = await _alab.RunAsync("events", run, "--follow", "--json");

        followed.Listed[^1].Text("type").ShouldBe("run-completed.v1");
        (await _alab.RunAsync("runs", "show", run, "--json")).Result.Text("status").ShouldBe("completed");
    }

    [Fact]
    public async Task RunsShow_AsOfAVersion_IsTheStateThen()
    {
        var run = (await _alab.HoldSmallAsync()).Text("run");

        var then = (await _alab.RunAsync("runs", "show", run[^6..], "--at", "3", "--json")).Result;

        (then.Text("status"), then["events"]!.GetValue<int>()).ShouldBe(("running", 4));
    }

    public void Dispose() => _alab.Dispose();
}
