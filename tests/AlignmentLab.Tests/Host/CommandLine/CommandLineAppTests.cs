using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Host.CommandLine;

public sealed class CommandLineAppTests
{
    private static readonly string NoLab = Path.Combine(AppContext.BaseDirectory, "no-such-lab");

    [Theory]
    [InlineData("`alab` has no command 'evnts'. Did you mean 'events'?", "evnts")]
    [InlineData("`alab runs` has no command 'lst'. Did you mean 'list'? There are: list, show, bill, tag.", "runs", "lst")]
    [InlineData("`alab runs` needs one of: list, show, bill, tag.", "runs")]
    [InlineData("`alab runs show` needs RUN", "runs", "show")]
    [InlineData("`alab run` has no option '--detahc'. Did you mean '--detach'?", "run", "--detahc")]
    [InlineData("`alab run` has no option '--sed'. Did you mean '--seed'?", "run", "--sed", "3")]
    [InlineData("'extra' is one argument too many for `alab run`.", "run", "spec.yaml", "extra")]
    [InlineData("--seed must be a whole number from 0 to 18446744073709551615, not '-1'.", "run", "spec.yaml", "--seed", "-1")]
    [InlineData("--at must be a version of the stream: a whole number of 0 or more, not 'x'.", "runs", "show", "r", "--at", "x")]
    [InlineData("--level must be log, decisions or effects, not 'all'.", "replay", "r", "--level", "all")]
    [InlineData("--sample must be a number above 0 and at most 1, not '2'.", "replay", "r", "--sample", "2")]
    [InlineData("--sample says how many jobs", "replay", "r", "--sample", "0.5", "--level", "log")]
    [InlineData("There is no file 'missing.yaml'.", "run", "missing.yaml")]
    public async Task Run_WrongInput_SaysWhatIsWrongAndExitsWithTwo(string expected, params string[] args)
    {
        var ran = await HostProcess.RunAsync(args);

        ran.Messages.ShouldContain(expected);
        ran.Results.ShouldBeEmpty();
        ran.ExitCode.ShouldBe(2);
    }

    [Theory]
    [InlineData("runs", "list")]
    [InlineData("verify")]
    [InlineData("events", "x")]
    [InlineData("resume", "x")]
    [InlineData("incidents", "list")]
    public async Task Run_NoLab_SaysHowToGetOne(params string[] args)
    {
        var ran = await HostProcess.RunAsync([.. args, "--lab", NoLab]);

        ran.Messages.ShouldStartWith($"There is no lab at {NoLab}; `alab run SPEC` makes one");
        ran.ExitCode.ShouldBe(2);
        Directory.Exists(NoLab).ShouldBeFalse();
    }

    [Fact]
    public async Task Run_WrongInputWithJson_EndsWithAnErrorLine()
    {
        var ran = await HostProcess.RunAsync("runs", "lst", "--json");

        ran.LastLine["error"]!.GetValue<string>().ShouldContain("Did you mean 'list'?");
        ran.LastLine["exitCode"]!.GetValue<int>().ShouldBe(2);
    }

    [Fact]
    public async Task Run_Help_ListsEveryCommandAndSucceeds()
    {
        var ran = await HostProcess.RunAsync("--help");

        ran.ExitCode.ShouldBe(0);
        foreach (var command in (string[])["run", "runs", "events", "resume", "cancel", "replay", "verify", "incidents", "environments", "plugins", "bench"])
        {
            ran.Results.ShouldContain($"\n  {command} ");
        }
    }

    [Fact]
    public async Task Run_HelpAsACommand_IsTheHelpOfWhatFollows()
    {
        (await HostProcess.RunAsync("help")).Results.ShouldBe((await HostProcess.RunAsync("--help")).Results);
        (await HostProcess.RunAsync("help", "runs", "show")).Results.ShouldContain("runs show <RUN> [options]");
    }

    [Fact]
    public async Task Run_EscapeSequenceInAnArgument_IsNotEchoed()
    {
        var ran = await HostProcess.RunAsync("run", "\u001b[2J.yaml");

        ran.Messages.ShouldContain("\\u001b[2J.yaml");
        ran.Messages.ShouldNotContain('\u001b');
    }
}
