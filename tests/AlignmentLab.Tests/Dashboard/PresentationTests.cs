using System.Text;
using System.Text.Json.Nodes;
using AlignmentLab.Dashboard;
using AlignmentLab.Dashboard.Charts;
using AlignmentLab.Dashboard.Parts;
using AlignmentLab.Dashboard.Sessions;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Dashboard;

public sealed class PresentationTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(-1546.5, -152.4)]
    [InlineData(3, 3)]
    [InlineData(0, 0)]
    [InlineData(1e-9, 3e-9)]
    [InlineData(-1e12, 1e12)]
    public void Axis_Values_LieBetweenTicksAtRoundNumbers(double low, double high)
    {
        var axis = Axis.Over([low, high], 100, 0, 4, round: true);

        axis.At(low).ShouldBeInRange(0, 100);
        axis.At(high).ShouldBeInRange(0, 100);
        var ticks = axis.Ticks().ToList();
        ticks.Count.ShouldBeInRange(2, 12);
        axis.At(ticks[0]).ShouldBe(100, 1e-6);
        axis.At(ticks[^1]).ShouldBe(0, 1e-6);
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(-157.44, "-157.4")]
    [InlineData(0.00012345, "1.235E-4")]
    [InlineData(-1008.2, "-1,008")]
    [InlineData(246030, "246,030")]
    [InlineData(1.5e6, "1.5 M")]
    [InlineData(2e12, "2E+12")]
    public void Figure_Value_HasFourDigits(double value, string text) => Figure.Value(value).ShouldBe(text);

    [Theory]
    [InlineData("26 % outside, in 3 of 40", "26\u00a0% outside, in 3 of 40")]
    [InlineData("after 1.3 s and 5 MiB", "after 1.3\u00a0s and 5\u00a0MiB")]
    [InlineData("4 states, 2 hours, 3 minor", "4 states, 2 hours, 3 minor")]
    [InlineData("<b>9 %</b>", "<b>9\u00a0%</b>")]
    public void Prose_OfASentence_KeepsNumbersWithTheirUnits(string text, string shown) => Prose.Of(text).ShouldBe(shown);

    [Fact]
    public void Axis_NothingFinite_IsZeroToOne() => Axis.Over([double.NaN], 0, 1, 4, round: true).High.ShouldBe(1);

    [Theory]
    [InlineData("""{"a":{"b":[1,"two",true],"c":{},"d":[]},"e":null}""", "a:\n  b:\n    - 1\n    - two\n    - true\n  c: {}\n  d: []\ne: null\n")]
    [InlineData("""{"text":"true","more":"1.5","quote":"a: \"b\"","dash":"-"}""", "text: \"true\"\nmore: \"1.5\"\nquote: \"a: \\\"b\\\"\"\ndash: \"-\"\n")]
    public void YamlText_Json_IsBlockYaml(string json, string yaml) => YamlText.Of(Encoding.UTF8.GetBytes(json)).ShouldBe(yaml);

    [Fact]
    public void JsonText_NoJson_IsShownAsItStands() => JsonText.Indented(Encoding.UTF8.GetBytes("{broken")).ShouldBe("{broken");

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"features":"none"}""")]
    [InlineData("""{"features":[1,{"histogram":{"edges":[0,1],"training":[1,2],"visited":[1]}}]}""")]
    [InlineData("""{"features":[{"histogram":{"edges":[1,0],"training":[1],"visited":[1]}}]}""")]
    [InlineData("""{"features":[{"index":"x","histogram":{"edges":[0,1],"training":[1],"visited":[1]}}]}""")]
    public void ShiftedFeature_EvidenceOfAnotherShape_DrawsNothing(string evidence) =>
        ShiftedFeature.Of(JsonNode.Parse(evidence)!.AsObject()).ShouldBeEmpty();

    [Fact]
    public void ShiftedFeature_Histogram_GivesShares()
    {
        var feature = ShiftedFeature.Of(JsonNode.Parse("""{"features":[{"index":2,"distance":0.5,"histogram":{"edges":[0,1,2],"training":[3,1],"visited":[0,4]}}]}""")!.AsObject()).ShouldHaveSingleItem();

        feature.Index.ShouldBe(2);
        feature.Training.ShouldBe([0.75, 0.25]);
        feature.Visited.ShouldBe([0, 1]);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"chart":"none","table":7}""")]
    [InlineData("""{"chart":{"title":1,"series":[{"points":[[1,2]]}]}}""")]
    [InlineData("""{"chart":{"series":[1,{"name":"a"},{"name":"b","points":[[1],[null,2],[1,2,3]]}]},"table":{"rows":[["a"]]}}""")]
    [InlineData("""{"chart":{"series":[{"name":"a","points":[["x",2]]}]}}""")]
    public void EvidenceFigures_EvidenceOfAnotherShape_DrawsNothing(string evidence)
    {
        var figures = EvidenceFigures.Of(JsonNode.Parse(evidence)!.AsObject());

        figures.Series.ShouldBeEmpty();
        figures.Rows.ShouldBeEmpty();
    }

    [Fact]
    public void EvidenceFigures_ChartAndTable_AreRead()
    {
        var figures = EvidenceFigures.Of(JsonNode.Parse("""
            {"chart":{"title":"t","unit":"u","series":[{"name":"visible","points":[[1,2.5],[2,3]]}]},"table":{"columns":["what","value"],"rows":[["gap","3"],["cut"]]}}
            """)!.AsObject());

        figures.Title.ShouldBe("t");
        figures.Series.ShouldHaveSingleItem().Points.Select(p => p.Mean).ShouldBe([2.5, 3]);
        figures.Rows.ShouldHaveSingleItem().ShouldBe(["gap", "3"]);
    }

    [Theory]
    [InlineData("app.css")]
    [InlineData("blazor.web.js")]
    [InlineData("radzen/css/light.css")]
    [InlineData("radzen/css/dark.css")]
    [InlineData("radzen/radzen.js")]
    public void AssetFiles_WhatPagesLoad_LiesInTheAssembly(string path) => AssetFiles.Find(path)!.Content.Length.ShouldBeGreaterThan(1_000);

    [Fact]
    public void SetUpGate_Token_AdmitsItAlone()
    {
        var gate = new SetUpGate("secret");

        gate.Admits(" secret ").ShouldBeTrue();
        gate.Admits("Secret").ShouldBeFalse();
        gate.Admits(null).ShouldBeFalse();
        new SetUpGate(null).Admits(null).ShouldBeTrue();
    }
}
