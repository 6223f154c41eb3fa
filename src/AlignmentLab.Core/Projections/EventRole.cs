namespace AlignmentLab.Core.Projections;

/// <summary>
/// Tells from an event alone what part it plays, without the plugin that defines it: the type of a request says so by its
/// name, and a result names the request as its cause.
/// </summary>
internal static class EventRole
{
    public static bool IsRequest(string type) => type.Contains("-requested.", StringComparison.Ordinal);
}
