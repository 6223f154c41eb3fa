using System.Text.Json.Nodes;

namespace AlignmentLab.Events;

/// <summary>
/// Lifts the data of an event's old version to the next one, so that code knows the newest version alone. It is a pure
/// function: the same data always gives the same. What is stored never changes, and hashes cover what was written.
/// </summary>
public interface IEventUpcaster
{
    /// <summary>The stored type that it reads, such as <c>label-requested.v1</c>.</summary>
    string From { get; }

    /// <summary>The stored type that it gives, such as <c>label-requested.v2</c>: the same name with a higher version.</summary>
    string To { get; }

    /// <summary>
    /// The data as the new version would have been written: with the members that it writes, and without those that it no
    /// longer has.
    /// </summary>
    /// <param name="data">The old version's data, which it may change and return.</param>
    JsonObject Lift(JsonObject data);
}
