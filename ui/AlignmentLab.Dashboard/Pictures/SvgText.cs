using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace AlignmentLab.Dashboard.Pictures;

/// <summary>An SVG <c>text</c>. Razor keeps that tag's name for itself, so the element is built by hand.</summary>
public sealed class SvgText : ComponentBase
{
    [Parameter]
    public string Class { get; set; } = "";

    [Parameter]
    public string X { get; set; } = "";

    [Parameter]
    public string Y { get; set; } = "";

    /// <summary>How far below its place it stands; null: where it is.</summary>
    [Parameter]
    public string? Dy { get; set; }

    /// <summary>What of it stands at its place, such as <c>middle</c>; null: as its style says.</summary>
    [Parameter]
    public string? Anchor { get; set; }

    [Parameter]
    public string Text { get; set; } = "";

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "text");
        builder.AddAttribute(1, "class", Class);
        builder.AddAttribute(2, "x", X);
        builder.AddAttribute(3, "y", Y);
        builder.AddAttribute(4, "dy", Dy);
        builder.AddAttribute(5, "text-anchor", Anchor);
        builder.AddContent(6, Text);
        builder.CloseElement();
    }
}
