using System.Globalization;
using System.Text;
using AlignmentLab.Events;

namespace AlignmentLab.Host.Bench;

/// <summary>Events like those of a run: about 300 bytes of JSON with a number to fold, and time-ordered ids.</summary>
internal static class SampleEvents
{
    private const string Author = "bench";
    private static readonly string Filler = new('s', 200);

    public static NewEvent[] Make(int first, int count, TimeProvider time)
    {
        var events = new NewEvent[count];
        for (var i = 0; i < count; i++)
        {
            var n = first + i;
            var data = string.Create(CultureInfo.InvariantCulture, $$"""{"reward":{{n % 1000 / 8.0}},"steps":{{n}},"environment":"boat-race","observation":"{{Filler}}","terminated":false}""");
            events[i] = new NewEvent(EventId.New(time), "rollout-recorded.v1", Encoding.UTF8.GetBytes(data))
            {
                Call = new CallId($"{n}/rollout"),
                Author = Author,
            };
        }

        return events;
    }
}
