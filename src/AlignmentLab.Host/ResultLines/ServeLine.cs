namespace AlignmentLab.Host.ResultLines;

/// <summary>The dashboard answers.</summary>
/// <param name="Login">Whether it asks who comes.</param>
internal sealed record ServeLine(IReadOnlyList<string> Urls, bool Login);
