using System.Text.RegularExpressions;
using AlignmentLab.Dashboard.Pictures;
using AlignmentLab.Environments.Pictures;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Dashboard.Pictures;

public sealed class PictureViewTests
{
    private const string Hostile = "<script>alert(1)</script>";

    private static readonly View View = new(0, 0, 1, 1);

    [Fact]
    public async Task Board_CellByCell_ShowsItsCharactersInTheirTones()
    {
        var html = await RenderAsync(new Board("The agent is left.", ["###", "#A ", "##<"], [new('A', "the agent", Tone.Body)]));

        Regex.Count(html, "<rect ").ShouldBe(8, "one a cell that is not empty");
        html.ShouldContain("aria-label=\"The agent is left.\"");
        html.ShouldContain("<text class=\"glyph tone-body\" x=\"36\" y=\"36\">A</text>");
        html.ShouldContain("<text class=\"glyph tone-ground\" x=\"60\" y=\"60\">&lt;</text>");
        html.ShouldContain("the agent");
    }

    [Fact]
    public async Task Scene_ShapeByShape_LeavesOutWhatHasNoPlace()
    {
        var html = await RenderAsync(new Scene("Shapes.", View,
        [
            new Line(new(0, 0), new(1, 1), Tone.Ground, Weight.Thin), new Circle(new(0.5, 0.5), 0.1, Tone.Body), new Rectangle(new(0, 0), 1, 1, Tone.Part),
            new Polygon([new(0, 0), new(1, 0), new(0, 1)], Tone.Goal), new Caption(new(0, 0), "here", Tone.Motion),
            new Line(new(0, double.NaN), new(1, 1), Tone.Ground), new Circle(new(0, 0), -1, Tone.Body), new Polygon([new(0, 0)], Tone.Goal),
        ]));

        Regex.Count(html, "<path ").ShouldBe(3);
        Regex.Count(html, "<circle ").ShouldBe(1);
        html.ShouldContain("<path class=\"stroke tone-ground thin\" d=\"M0 480L480 0\"");
        html.ShouldContain(">here</text>");
    }

    [Fact]
    public async Task Scene_OfTooManyShapes_ShowsTheFirstOnes() => Regex.Count(
        await RenderAsync(new Scene("Many.", View, [.. Enumerable.Range(0, 2_000).Select(_ => new Circle(new(0, 0), 1, Tone.Body))])), "<circle ").ShouldBe(Scene.MostShapes);

    [Fact]
    public async Task Picture_WithTextsThatAreMarkup_ShowsThemAsText()
    {
        var pictures = new Picture[]
        {
            new Scene(Hostile, View, [new Caption(new(0, 0), Hostile, Tone.Body)]), new Board(Hostile, ["A"], [new('A', Hostile, Tone.Body)]), new Passage(Hostile, [new Word(Hostile, Tone.Body, Hostile)]),
        };

        foreach (var picture in pictures)
        {
            var html = await RenderAsync(picture);
            html.ShouldNotContain("<script");
            html.ShouldContain("alert(1)");
        }
    }

    [Fact]
    public async Task Passage_WordByWord_ShowsNotesBesideThem() =>
        (await RenderAsync(new Passage("Says 1.", [new Word("1", Tone.Action, "says now")]))).ShouldContain("<b>1</b><small>says now</small>");

    [Fact]
    public async Task Picture_ThatThereIsNone_IsNothing() => (await RenderAsync(null)).Trim().ShouldBeEmpty();

    private static async Task<string> RenderAsync(Picture? picture)
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<PictureView>(
            ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(PictureView.Picture)] = picture }))).ToHtmlString());
    }
}
