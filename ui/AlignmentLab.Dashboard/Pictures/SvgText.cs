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

    [Parameter]
    public string Text { get; set; } = "";

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "text");
        builder.AddAttribute(1, "class", Class);
        builder.AddAttribute(2, "x", X);
        builder.AddAttribute(3, "y", Y);
        builder.AddContent(4, Text);
        builder.CloseElement();
    }
}
