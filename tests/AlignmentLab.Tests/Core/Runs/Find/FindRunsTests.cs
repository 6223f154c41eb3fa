using AlignmentLab.Algorithms;
using AlignmentLab.Core.Runs.Find;
using AlignmentLab.Core.Runs.Submit;
using AlignmentLab.Errors;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Runs.Find;

public sealed class FindRunsTests : IAsyncLifetime
{
    private readonly TestLab _lab = TestLab.Fresh(new EchoModule());
    private IReadOnlyList<SubmittedRun> _set = [];
    private RunId _other;

    public async ValueTask InitializeAsync()
    {
        _set = await _lab.Mediator.Send(new SubmitRuns($"{EchoModule.Spec}\nseeds: 11", "spec.yaml", []));
        _other = await _lab.SubmitAsync(EchoModule.Spec.Replace("name: echo", "name: other-echo", StringComparison.Ordinal));
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Fact]
    public async Task Find_TheNameOfASet_IsAllItsRunsInOrder()
    {
        (await FindAsync(_set[0].SetName)).ShouldBe(_set.Select(r => r.Run));
        (await FindAsync(_set[0].Definition.Set)).ShouldBe(_set.Select(r => r.Run));
    }

    [Fact]
    public async Task Find_ARunsName_IsThatRunThoughOthersBeginWithIt() => (await FindAsync(_set[0].Run.Value)).ShouldBe([_set[0].Run]);

    [Fact]
    public async Task Find_APartOfOneRunsName_IsThatRun() => (await FindAsync("other")).ShouldBe([_other]);

    [Fact]
    public async Task Find_APartThatTellsNoRunOfASetFromAnother_NamesTheRuns()
    {
        var error = await Should.ThrowAsync<InvalidInputException>(() => FindAsync($"{_set[0].Definition.Set}-1"[1..]));

        error.Message.ShouldContain($"could be any of 3 runs: {_set[0].Run}, {_set[9].Run}, {_set[10].Run}.");
    }

    [Fact]
    public async Task Find_APartOfTwoSets_NamesTheSets()
    {
        var error = await Should.ThrowAsync<InvalidInputException>(() => FindAsync("echo"));

        error.Message.ShouldBe($"'echo' could be any of 2 runs or run sets: {_set[0].SetName}, {_other}.");
    }

    [Fact]
    public async Task Find_NoSuchName_SaysWhereNamesAre() =>
        (await Should.ThrowAsync<InvalidInputException>(() => FindAsync("nothing"))).Message.ShouldStartWith("There is no run or run set 'nothing' in this lab.");

    private async Task<IEnumerable<RunId>> FindAsync(string name) => (await _lab.Mediator.Send(new FindRuns(name))).Select(f => f.Run);
}
