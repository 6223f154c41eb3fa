using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace AlignmentLab.Dashboard.Charts;

/// <summary>An SVG <c>text</c> beside a tick. Razor keeps that tag's name for itself, so the element is built by hand.</summary>
public sealed class TickLabel : ComponentBase
{
    [Parameter]
    public string X { get; set; } = "";

    [Parameter]
    public string Y { get; set; } = "";

    /// <summary>Left of an axis that goes up, in place of below one that goes right.</summary>
    [Parameter]
    public bool Beside { get; set; }

    [Parameter]
    public string Text { get; set; } = "";

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "text");
        builder.AddAttribute(1, "class", "tick");
        builder.AddAttribute(2, "x", X);
        builder.AddAttribute(3, "y", Y);
        builder.AddAttribute(4, "dy", Beside ? "0.32em" : "0");
        builder.AddAttribute(5, "text-anchor", Beside ? "end" : "middle");
        builder.AddContent(6, Text);
        builder.CloseElement();
    }
}
