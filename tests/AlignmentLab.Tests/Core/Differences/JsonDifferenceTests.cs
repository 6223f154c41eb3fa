using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AlignmentLab.Core.Differences;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Differences;

public sealed class JsonDifferenceTests
{
    [Theory]
    [InlineData("{}", "{}", "")]
    [InlineData("""{"a":1,"b":2}""", """{"b":2,"a":1}""", "")]
    [InlineData("""{"a":{"b":[1,2]}}""", """{"a":{"b":[1,3,4]}}""", "a.b[1]: 2 -> 3; a.b[2]:  -> 4")]
    [InlineData("""{"a":1}""", """{"b":1}""", "a: 1 -> ; b:  -> 1")]
    [InlineData("""{"a":1}""", """{"a":1.0}""", "a: 1 -> 1.0")]
    [InlineData("""{"a":{"b":1}}""", """{"a":[1]}""", """a: {"b":1} -> [1]""")]
    [InlineData("""{"a":null}""", """{}""", "a: null -> ")]
    [InlineData("1", "2", ": 1 -> 2")]
    public void Between_TwoValues_NamesEachPathOnce(string left, string right, string expected) => Text(left, right).ShouldBe(expected);

    [Fact]
    public void Between_OneSideIsNoJson_IsEmpty() => JsonDifference.Between("{}"u8.ToArray(), "oops"u8.ToArray()).ShouldBeEmpty();

    [Fact]
    public void Between_ALeafChanged_FindsThatLeafAlone() => Prop.ForAll(Trees(), Gen.Choose(0, 1000).ToArbitrary(), (tree, pick) =>
    {
        var left = JsonNode.Parse(tree)!;
        var right = JsonNode.Parse(tree)!;
        var leaves = Leaves(right).ToList();
        if (leaves.Count == 0)
        {
            return Text(tree, tree).Length == 0;
        }

        leaves[pick % leaves.Count].ReplaceWith("changed");
        var found = JsonDifference.Between(Bytes(left), Bytes(right));
        return found is [{ Right: { } changed }] && changed.GetString() == "changed" && JsonDifference.Between(Bytes(left), Bytes(left)).Count == 0;
    }).Check(Config.QuickThrowOnFailure.WithReplay(20261121, 7));

    private static string Text(string left, string right) => string.Join("; ", JsonDifference
        .Between(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right))
        .Select(d => $"{d.Path}: {d.Left?.GetRawText()} -> {d.Right?.GetRawText()}"));

    private static byte[] Bytes(JsonNode node) => JsonSerializer.SerializeToUtf8Bytes(node);

    private static IEnumerable<JsonValue> Leaves(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(p => Leaves(p.Value)).ToList(),
        JsonArray list => list.SelectMany(Leaves).ToList(),
        JsonValue value => [value],
        _ => [],
    };

    private static Arbitrary<string> Trees()
    {
        var leaf = Gen.Choose(-5, 5).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return Tree(3).Select(t => $$"""{"root":{{t}}}""").ToArbitrary();

        Gen<string> Tree(int depth) => depth == 0 ? leaf : Gen.OneOf(
            leaf,
            Gen.ListOf(Tree(depth - 1), 3).Select(items => $"[{string.Join(',', items)}]"),
            Gen.ListOf(Tree(depth - 1), 3).Select(items => "{" + string.Join(',', items.Select((item, i) => $"\"k{i}\":{item}")) + "}"));
    }
}
