using AlignmentLab.Core.Team;

namespace AlignmentLab.Dashboard.Sessions;

/// <summary>
/// Says what a page shows, by the query or command that it is there for: whoever may send that may open the page, as
/// <see cref="Permissions"/> has it. A page that does not say is shown to nobody.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ShowsAttribute(Type request) : Attribute
{
    public Type Request { get; } = request;
}

/// <summary>The page shows nothing of the lab: everybody may open it who has signed in.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ShowsNothingAttribute : Attribute;
