using AlignmentLab.Core.Runs.Submit;
using AlignmentLab.Errors;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Specs;

/// <summary>What a user may get wrong in a spec: one message each, with file and line.</summary>
public sealed class SpecFaultTests
{
    [Theory]
    [InlineData("name: [", "spec.yaml:2")]
    [InlineData("name: a\n  b: c", "spec.yaml:2")]
    [InlineData("", "spec.yaml: the file is empty")]
    [InlineData("- a\n- b", "spec.yaml:1: a spec is a map of keys")]
    [InlineData("name: echo\nname: echo", "spec.yaml:2: the key 'name' is there twice")]
    [InlineData("name: echo\n---\nname: two", "spec.yaml:2: a second document begins here")]
    [InlineData("name: &x echo\nalgorithm: *x", "spec.yaml:2: aliases (*name) are not read")]
    public async Task Submit_MalformedYaml_NamesTheLine(string spec, string expected) => (await FaultAsync(spec)).ShouldStartWith(expected);

    [Theory]
    [InlineData("optinos: { count: 1 }", "spec.yaml:5: a spec has no 'optinos'. Did you mean 'options'?")]
    [InlineData("options: { cuont: 1 }", "spec.yaml:5: 'options' has no 'cuont'. Did you mean 'count'? It has: count, branches, text, queries, throwAfter.")]
    [InlineData("options: { count: many }", "spec.yaml:5: options.count must be a whole number, not 'many'.")]
    [InlineData("options: { count: 1.5 }", "spec.yaml:5: options.count must be a whole number, not '1.5'.")]
    [InlineData("options: { count: '1' }", "spec.yaml:5: options.count must be a whole number, not '1'.")]
    [InlineData("options: { count: [1] }", "spec.yaml:5: options.count must be a whole number, not a list.")]
    [InlineData("options: 3", "spec.yaml:5: options must be a map, not '3'.")]
    [InlineData("seeds: 0", "spec.yaml:5: seeds must be how many seeds (1 to 100000), or a list of different seeds of 0 or more, not '0'.")]
    [InlineData("seeds: [1, 2, 1]", "spec.yaml:5: seeds has the seed 1 twice; each run needs a seed of its own.")]
    [InlineData("seeds: [0, -1]", "spec.yaml:5: seeds[1] must be a whole number from 0 to 18446744073709551615, not '-1'.")]
    [InlineData("seeds: [x]", "spec.yaml:5: seeds[0] must be a whole number of 0 or more, not 'x'.")]
    [InlineData("seeds: []", "spec.yaml:5: seeds must be how many seeds (1 to 100000), or a list")]
    [InlineData("seeds: 60000\ngrid: { options.count: [1, 2] }", "spec.yaml:5: 2 grid points with 60000 seeds each are 120000 runs; at most 100000 are submitted together.")]
    [InlineData("options: { count: 99999999999 }", "spec.yaml:5: options.count must be a whole number from -2147483648 to 2147483647, not '99999999999'.")]
    [InlineData("jobs: { silence: '60.00:00:00' }", "spec.yaml:5: jobs.silence: must be at most 30 days, not 60.00:00:00.")]
    [InlineData("count: 3", "spec.yaml:5: 'count' is an option of echo: write options.count.")]
    [InlineData("budgets: { wallClock: 10 }", "spec.yaml:5: budgets.wallClock must be a time as hours:minutes:seconds, such as 00:10:00, not '10'.")]
    [InlineData("budgets: { expertQueries: -1 }", "spec.yaml:5: budgets.expertQueries: must be 0 or more, not -1.")]
    [InlineData("jobs: { attempts: 0 }", "spec.yaml:5: jobs.attempts: must be 1 to 10, not 0.")]
    [InlineData("grid: { name: [a, b] }", "spec.yaml:5: a grid varies options, environment, expert or budgets, not 'name'.")]
    [InlineData("grid: { options.count: 3 }", "spec.yaml:5: grid.options.count must be a list of the values that it takes in turn.")]
    [InlineData("expert: nobody", "spec.yaml:5: There is no expert 'nobody'. There are: human.")]
    public async Task Submit_WrongKeyOrValue_NamesPlaceAndExpectation(string line, string expected) =>
        (await FaultAsync($"{EchoModule.Spec}\n{line}")).ShouldStartWith(expected);

    [Theory]
    [InlineData("algorithm: echo", "algorithm: ecko", "spec.yaml:2: There is no algorithm 'ecko'. Did you mean 'echo'? There are: echo.")]
    [InlineData("environment: nowhere", "environment: nowere", "spec.yaml:3: There is no environment 'nowere'. Did you mean 'nowhere'? There are: none, nowhere.")]
    [InlineData("environment: nowhere", "environment: { name: nowhere, options: { size: 3 } }", "spec.yaml:3: 'environment.options' has no 'size'.")]
    [InlineData("detectors: []", "detectors: [drift]", "spec.yaml:4: There is no detector 'drift'.")]
    [InlineData("name: echo", "name: Echo it", "spec.yaml:1: name: 'Echo it' must be 1 to 60 of a-z, 0-9 and single hyphens")]
    [InlineData("name: echo\n", "", "spec.yaml:1: name: give the spec a name")]
    public async Task Submit_WrongName_SuggestsTheNearest(string found, string replaced, string expected) =>
        (await FaultAsync(EchoModule.Spec.Replace(found, replaced, StringComparison.Ordinal))).ShouldStartWith(expected);

    [Theory]
    [InlineData("options.count", "--set options.count: write path=value, such as --set options.rounds=5.")]
    [InlineData("options.count=x", "--set options.count: options.count must be a whole number, not 'x'.")]
    [InlineData("name.x=1", "--set name.x: 'name' is no map, so nothing can be set inside it.")]
    [InlineData("optinos.count=1", "--set optinos.count: a spec has no 'optinos'. Did you mean 'options'?")]
    [InlineData("count=1", "--set count: 'count' is an option of echo: write options.count.")]
    [InlineData("options..count=1", "--set options..count: the path has an empty part.")]
    public async Task Submit_WrongSetting_NamesTheSetting(string setting, string expected) =>
        (await FaultAsync(EchoModule.Spec, setting)).ShouldStartWith(expected);

    [Fact]
    public async Task Submit_APathSetTwice_NamesBothValues() =>
        (await FaultAsync(EchoModule.Spec, "options.count=1", "options.text=x", "options.count=2")).ShouldBe("--set options.count is given 2 times: '1', '2'. Keep one.");

    [Fact]
    public async Task Submit_SeveralFaults_AreAllNamed() =>
        (await FaultAsync($"{EchoModule.Spec}\noptions: {{ count: x }}\nbudgets: {{ effects: y }}\nfoo: 1")).Split('\n').Length.ShouldBe(2);

    [Fact]
    public async Task Submit_SeedsAndGrid_GiveARunEach()
    {
        await using var lab = TestLab.Fresh(new EchoModule());

        var runs = await lab.Mediator.Send(
            new SubmitRuns($"{EchoModule.Spec}\nseeds: 2\ngrid: {{ options.count: [1, 2, 3], options.text: [a, b] }}", "spec.yaml", []),
            TestContext.Current.CancellationToken);

        runs.Count.ShouldBe(12);
        runs.Select(r => (r.Definition.Seed, r.Definition.Algorithm.Options["count"]!.ToString(), r.Definition.Algorithm.Options["text"]!.ToString())).Distinct().Count().ShouldBe(12);
        runs.Select(r => r.Definition.Set).Distinct().Count().ShouldBe(1);
        runs[0].Definition.Overrides.Keys.ShouldBe(["options.count", "options.text"]);
    }

    private static async Task<string> FaultAsync(string spec, params string[] settings)
    {
        await using var lab = TestLab.Fresh(new EchoModule());
        var error = await Should.ThrowAsync<InvalidInputException>(() => lab.Mediator.Send(new SubmitRuns(spec, "spec.yaml", settings)));
        error.ExitCode.ShouldBe(2);
        return error.Message;
    }
}
