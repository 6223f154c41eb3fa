using System.Text;
using Shouldly;
using Xunit;

namespace AlignmentLab.EndToEnd;

public sealed class CheckTests : IDisposable
{
    private readonly Alab _alab = new();

    private string EventLog => Path.Combine(_alab.Lab, "events.db");

    [Fact]
    public async Task Replay_EveryLevel_IsIdentical()
    {
        var run = (await _alab.HoldSmallAsync()).Text("run");

        foreach (var level in (string[])["log", "decisions", "effects"])
        {
            var replayed = await _alab.RunAsync("replay", run, "--level", level, "--json");
            replayed.ExitCode.ShouldBe(0, replayed.Errors);
            replayed.Result.Text("outcome").ShouldBe("identical");
            replayed.Result["divergence"].ShouldBeNull();
        }
    }

    [Fact]
    public async Task Verify_ChangedEvent_IsFoundByVerifyAndReplay()
    {
        var run = (await _alab.HoldSmallAsync()).Text("run");
        (await _alab.RunAsync("verify", run, "--json")).Result.Text("outcome").ShouldBe("intact");
        Tamper("\"labels\":400", "\"labels\":401");

        var verified = await _alab.RunAsync("verify", "--json");
        var replayed = await _alab.RunAsync("replay", run, "--level", "log", "--json");

        verified.ExitCode.ShouldBe(1);
        verified.Result.Text("outcome").ShouldBe("broken");
        verified.Result["broken"]![0]!.Text("stream").ShouldBe("run-" + run);
        replayed.ExitCode.ShouldBe(1);
        replayed.Result.Text("outcome").ShouldBe("diverged");
    }

    [Fact]
    public async Task Events_AreTheWholeStreamAsJsonLines()
    {
        var result = await _alab.HoldSmallAsync();
        var run = result.Text("run");

        var all = await _alab.RunAsync("events", run, "--json");
        var some = await _alab.RunAsync("events", run, "--type", "measurement-recorded", "--from", "2", "--json");

        all.Result.ToJsonString().ShouldBe($$"""{"events":{{result["events"]}}}""");
        all.Listed.Select(l => l["version"]!.GetValue<int>()).ShouldBe(Enumerable.Range(0, result["events"]!.GetValue<int>()));
        all.Listed[^1].Text("chainHash").ShouldBe(result.Text("root"));
        some.Listed.ShouldNotBeEmpty();
        some.Listed.ShouldAllBe(l => l.Text("type") == "measurement-recorded.v1");
    }

    [Fact]
    public async Task Events_OfAType_AreToldFromATypeThatIsNot()
    {
        var run = (await _alab.HoldSmallAsync()).Text("run");

        var none = await _alab.RunAsync("events", run, "--type", "budget-refused", "--json");
        var unknown = await _alab.RunAsync("events", run, "--type", "traning-completed", "--json");

        (none.ExitCode, none.Result.ToJsonString()).ShouldBe((0, """{"events":0}"""));
        unknown.ExitCode.ShouldBe(2);
        unknown.Result.Text("error").ShouldStartWith("There is no event type 'traning-completed'. Did you mean 'training-completed'?");
    }

    [Theory]
    [InlineData("runs", "runs", "list")]
    [InlineData("incidents", "incidents", "list")]
    [InlineData("environments", "environments", "list")]
    [InlineData("plugins", "plugins", "list")]
    [InlineData("reproductions", "reproduce", "list")]
    [InlineData("benches", "bench", "list")]
    public async Task List_EndsWithHowManyThereAre(string counted, params string[] command)
    {
        await _alab.HoldSmallAsync();

        var listed = await _alab.RunAsync([.. command, "--json"]);

        listed.ExitCode.ShouldBe(0, listed.Errors);
        listed.Result[counted]!.GetValue<int>().ShouldBe(listed.Listed.Count);
    }

    [Fact]
    public async Task AnyCommand_LogThatIsNoLog_ExitsWithThree()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(EventLog)!);
        await File.WriteAllTextAsync(EventLog, new string('x', 5000));

        var ran = await _alab.RunAsync("verify", "--json");

        ran.ExitCode.ShouldBe(3);
        ran.Result["exitCode"]!.GetValue<int>().ShouldBe(3);
        ran.Errors.ShouldContain("events.db");
    }

    [Fact]
    public async Task PluginsList_BrokenPlugin_IsQuarantinedAndTheOthersWork()
    {
        var broken = Directory.CreateDirectory(Path.Combine(_alab.Lab, "plugins", "broken")).FullName;
        await File.WriteAllTextAsync(Path.Combine(broken, "plugin.json"), "{ \"id\": \"Broken Id\" ");

        var listed = await _alab.RunAsync("plugins", "list", "--json");

        listed.ExitCode.ShouldBe(0);
        var lines = listed.Listed;
        lines.Single(l => l.Text("id") == "broken").Text("reason").ShouldNotBeEmpty();
        lines.Single(l => l.Text("id") == "alignmentlab.imitation").Text("status").ShouldBe("loaded");
    }

    [Fact]
    public async Task PluginsList_AsText_ShowsEachOptionWithTypeDefaultAndRange()
    {
        var listed = await _alab.RunAsync("plugins", "list");

        listed.Output.ShouldContain("algorithm dagger (version 1): ");
        listed.Output.ShouldMatch(@"labels +whole number +none +Expert labels in all, 1 to 10,000,000;");
        listed.Output.ShouldMatch(@"alpha +number +0\.01 +Probability, in \(0, 0\.5\]");
    }

    [Fact]
    public async Task AnyCommand_PluginFolderThatIsNotThere_NamesTheVariable()
    {
        var listed = await _alab.RunAsync(new Dictionary<string, string> { ["ALAB_PLUGINS"] = "/nowhere/at/all" }, "plugins", "list", "--json");

        listed.ExitCode.ShouldBe(2);
        listed.Result.Text("error").ShouldStartWith("$ALAB_PLUGINS names '/nowhere/at/all', and there is no such folder.");
    }

    [Fact]
    public async Task EnvironmentsTrace_IsALineAStepAndTheEnd()
    {
        var traced = await _alab.RunAsync("environments", "trace", "CartPole-v1", "--actions", "[0, 1]", "--json");

        traced.ExitCode.ShouldBe(0, traced.Errors);
        traced.Lines.Count.ShouldBe(3);
        traced.Lines[0]["observation"]!.AsArray().Count.ShouldBe(4);
        traced.Result["return"]!.GetValue<double>().ShouldBe(2);
        Directory.Exists(_alab.Lab).ShouldBeFalse();
    }

    // Everywhere in the file: pages may hold old copies that nobody reads.
    private void Tamper(string before, string after)
    {
        var text = Encoding.Latin1.GetString(File.ReadAllBytes(EventLog));
        text.ShouldContain(before);
        File.WriteAllBytes(EventLog, Encoding.Latin1.GetBytes(text.Replace(before, after, StringComparison.Ordinal)));
    }

    public void Dispose() => _alab.Dispose();
}
