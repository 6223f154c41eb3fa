using System.Text.Json.Nodes;
using AlignmentLab.Algorithms;
using AlignmentLab.Compliance.Fakes;
using AlignmentLab.Core.Incidents;
using AlignmentLab.Detection;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Incidents;

public sealed class HandleIncidentTests : IAsyncDisposable
{
    private readonly InMemoryEventStore _store = new(TimeProvider.System);
    private readonly TestLab _lab;
    private readonly IncidentId _id = IncidentId.Of(new RunId("r"), "state-shift", "k");

    public HandleIncidentTests() => _lab = new TestLab(_store, new InMemoryBlobStore(), new InMemoryRunLeases());

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Fact]
    public async Task Handle_EachAction_IsAnEventWithItsAuthor()
    {
        await RaiseAsync();

        await _lab.Mediator.Send(new AssignIncident(_id.Value[..6], "vera", "mira"));
        await _lab.Mediator.Send(new CommentIncident(_id.Value, " Looks real. ", "vera"));
        var incident = await _lab.Mediator.Send(new ChangeIncidentState(_id.Value, IncidentState.Dismissed, "On purpose.", "otto"));

        incident.State.ShouldBe(IncidentState.Dismissed);
        incident.Assignee.ShouldBe("vera");
        incident.Actions.Select(a => (a.Author, a.Assignee, a.Comment, a.State)).ShouldBe(
        [
            ("mira", "vera", null, null), ("vera", null, "Looks real.", null), ("otto", null, "On purpose.", IncidentState.Dismissed),
        ]);
        var types = new List<string>();
        await foreach (var e in _store.ReadStreamAsync(_id.Stream, ReadDirection.Forwards, 0))
        {
            types.Add($"{e.Type} {e.Author}");
        }

        types.ShouldBe(["incident-opened.v1 detector state-shift", "incident-assigned.v1 mira", "incident-commented.v1 vera", "incident-state-changed.v1 otto"]);
    }

    [Fact]
    public async Task Assign_Nobody_TakesItAway()
    {
        await RaiseAsync();
        await _lab.Mediator.Send(new AssignIncident(_id.Value, "vera", "mira"));

        var incident = await _lab.Mediator.Send(new AssignIncident(_id.Value, null, "mira"));

        incident.Assignee.ShouldBeNull();
        incident.Actions[^1].Assignee.ShouldBe("");
    }

    [Fact]
    public async Task Raise_AfterPeopleActed_KeepsWhatTheyDid()
    {
        await RaiseAsync();
        await _lab.Mediator.Send(new ChangeIncidentState(_id.Value, IncidentState.Investigating, null, "mira"));

        await RaiseAsync(9);

        var incident = await _lab.Mediator.Send(new ShowIncident(_id.Value));
        (incident.State, incident.Findings, incident.Actions.Count).ShouldBe((IncidentState.Investigating, 2, 1));
    }

    [Fact]
    public async Task Handle_NothingToSay_IsRefused()
    {
        await RaiseAsync();

        await Should.ThrowAsync<InvalidInputException>(() => _lab.Mediator.Send(new CommentIncident(_id.Value, "  ", "mira")));
        await Should.ThrowAsync<InvalidInputException>(() => _lab.Mediator.Send(new CommentIncident(_id.Value, new string('x', 4001), "mira")));
        await Should.ThrowAsync<InvalidInputException>(() => _lab.Mediator.Send(new ChangeIncidentState(_id.Value, IncidentState.Open, null, "mira")));
        await Should.ThrowAsync<InvalidInputException>(() => _lab.Mediator.Send(new CommentIncident("ffff", "text", "mira")));
    }

    private Task RaiseAsync(long version = 3) => new IncidentLog(_store).RaiseAsync(
        new RunId("r"), "state-shift", new Finding("distribution-shift", "k", Severity.High, "title", "why", new JsonObject(), [version]));
}
