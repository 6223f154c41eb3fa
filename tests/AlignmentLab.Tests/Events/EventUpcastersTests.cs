using System.Text;
using System.Text.Json.Nodes;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Events;

public sealed class EventUpcastersTests
{
    private static readonly EventUpcasters Chain = new([new Renaming("note.v2", "note.v3", "b", "c"), new Renaming("note.v1", "note.v2", "a", "b")]);

    [Theory]
    [InlineData("note.v1", """{"a":1.50,"x":"é"}""")]
    [InlineData("note.v2", """{"b":1.50,"x":"é"}""")]
    public void Lift_OldVersion_GoesThroughTheWholeChain(string type, string data)
    {
        var lifted = Chain.Lift(Event(type, data));

        lifted.Type.ShouldBe("note.v3");
        Encoding.UTF8.GetString(lifted.Data.Span).ShouldBe("""{"x":"é","c":1.50}""");
    }

    [Fact]
    public void Lift_OldVersion_KeepsTheHashesOfWhatWasWritten()
    {
        var stored = Event("note.v1", """{"a":1}""");

        var lifted = Chain.Lift(stored);

        (lifted.ContentHash, lifted.ChainHash, lifted.Version).ShouldBe((stored.ContentHash, stored.ChainHash, stored.Version));
    }

    [Fact]
    public void Lift_NewestVersion_IsTheSameObject()
    {
        var newest = Event("note.v3", """{"c":1}""");

        Chain.Lift(newest).ShouldBeSameAs(newest);
    }

    [Fact]
    public void TypeOf_AnyVersion_IsTheNewest()
    {
        new[] { "note.v1", "note.v2", "note.v3", "other.v1" }.Select(Chain.TypeOf).ShouldBe(["note.v3", "note.v3", "note.v3", "other.v1"]);
        Chain.StoredAs("note.v3").Order(StringComparer.Ordinal).ShouldBe(["note.v1", "note.v2", "note.v3"]);
    }

    [Fact]
    public void Lift_UpcasterThrows_NamesTheEventAndBothVersions()
    {
        var error = Should.Throw<DamagedEventException>(() => Chain.Lift(Event("note.v1", "{}")));

        error.Message.ShouldStartWith("run-x version 4 (note.v1) cannot be lifted to note.v3:");
    }

    [Theory]
    [InlineData("note.v1", "note.v1")]
    [InlineData("note.v2", "note.v1")]
    [InlineData("note.v1", "other.v2")]
    [InlineData("note", "note.v2")]
    [InlineData("note.v1", "note.vx")]
    public void Create_UpcasterThatLeadsNowhere_IsRefused(string from, string to) =>
        Should.Throw<FormatException>(() => new EventUpcasters([new Renaming(from, to, "a", "b")])).Message.ShouldContain($"lifts {from} to {to}");

    [Fact]
    public void Create_TwoUpcastersOfOneType_IsRefused() =>
        Should.Throw<FormatException>(() => new EventUpcasters([new Renaming("note.v1", "note.v2", "a", "b"), new Renaming("note.v1", "note.v3", "a", "c")]))
            .Message.ShouldContain("both lift note.v1");

    private static RecordedEvent Event(string type, string json)
    {
        var data = Encoding.UTF8.GetBytes(json);
        var content = EventChain.ContentHash(type, null, data);
        return new RecordedEvent(
            new StreamId("run-x"), 4, 9, EventId.Deterministic("e"), type, null, data, DateTimeOffset.UnixEpoch, "test", null, content, Sha256.Of(data));
    }

    private sealed class Renaming(string from, string to, string member, string renamed) : IEventUpcaster
    {
        public string From => from;

        public string To => to;

        public JsonObject Lift(JsonObject data)
        {
            var value = data[member] ?? throw new FormatException($"no '{member}'");
            data.Remove(member);
            data[renamed] = value;
            return data;
        }
    }
}
