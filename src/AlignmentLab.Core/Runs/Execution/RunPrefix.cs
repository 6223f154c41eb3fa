using AlignmentLab.Core.Runs.History;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Runs.Execution;

/// <summary>
/// What a fork took over, as its session needs to know it. Inside it the recorded request of a call stands even where the
/// algorithm would now ask with other data: what was swapped changes the future, not the past.
/// </summary>
/// <param name="events">The stream's versions 1 to this are copies; 0 for a run that is no fork.</param>
internal sealed class RunPrefix(long events)
{
    private readonly Dictionary<string, (CallId Call, long Version)> _places = new(StringComparer.Ordinal);

    /// <summary>That of a run that begins at its beginning.</summary>
    public static RunPrefix None { get; } = new(0);

    /// <summary>Effects and facts that it spent of the budget.</summary>
    public long Effects { get; private set; }

    /// <summary>Expert queries that it spent of the budget.</summary>
    public long ExpertQueries { get; private set; }

    /// <summary>Whether a version of the stream, other than its first, was taken over.</summary>
    public bool Holds(long version) => version <= events;

    /// <inheritdoc cref="Holds(long)"/>
    public bool Holds(EventLink link) => Holds(link.Version);

    /// <summary>Takes the next call of the prefix in.</summary>
    /// <param name="spends">False for a call that was refused.</param>
    public void Add(CallId call, long version, bool spends, long expertQueries)
    {
        _places.Add(call.Place, (call, version));
        Effects += spends ? 1 : 0;
        ExpertQueries += expertQueries;
    }

    /// <summary>The version of the call that the prefix holds in the place of another one, or null.</summary>
    public long? InPlaceOf(CallId call) => _places.TryGetValue(call.Place, out var held) && held.Call != call ? held.Version : null;
}
