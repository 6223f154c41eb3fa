using Microsoft.AspNetCore.Http;

namespace AlignmentLab.Dashboard;

/// <summary>Light, dark, or what the browser prefers; kept in a cookie.</summary>
public static class Themes
{
    public const string Cookie = "theme";

    /// <summary>The themes, in the order in which a button steps through them.</summary>
    public static IReadOnlyList<string> All { get; } = ["auto", "light", "dark"];

    /// <summary>The theme that a request asks for.</summary>
    public static string Of(HttpRequest request) => request.Cookies[Cookie] is { } theme && All.Contains(theme) ? theme : All[0];
}
