using System.Globalization;
using AlignmentLab.Algorithms;
using AlignmentLab.Events;

namespace AlignmentLab.Dashboard.Parts;

/// <summary>The address of an event's page.</summary>
public static class EventLink
{
    public static string Of(StreamId stream, long version) => string.Create(
        CultureInfo.InvariantCulture, $"{(stream.Category == RunId.Category ? $"/runs/{RunId.Of(stream)}/events" : $"/events/{Uri.EscapeDataString(stream.Value)}")}/{version}");
}
