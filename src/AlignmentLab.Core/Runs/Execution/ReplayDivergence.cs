using System.Text;
using AlignmentLab.Core.Differences;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Runs.Execution;

/// <summary>The first place where the algorithm asks for something else than the history holds.</summary>
/// <param name="Version">Version of the recorded event; where nothing is recorded, the version of the stream's last event.</param>
/// <param name="Expected">What the history holds, as text.</param>
/// <param name="Actual">What the algorithm (or the repeated job) gave, as text.</param>
public sealed record ReplayDivergence(long Version, string Expected, string Actual)
{
    private const int Shown = 600;

    /// <summary>The call that both sides are about, where they are about one.</summary>
    public CallId? Call { get; init; }

    /// <summary>The recorded event's type, where there is one.</summary>
    public string? Type { get; init; }

    /// <summary>Where the two sides' data differ; empty where that is not what sets them apart.</summary>
    public IReadOnlyList<JsonDifference> Fields { get; init; } = [];

    /// <summary>An event as recorded, lifted where it is of an old version, and what stands against it.</summary>
    public static ReplayDivergence Between(RecordedEvent recorded, EventUpcasters upcasters, string type, CallId call, ReadOnlyMemory<byte> data)
    {
        var lifted = upcasters.Lift(recorded);
        var from = lifted.Type == recorded.Type ? "" : $" (recorded as {recorded.Type})";
        return new ReplayDivergence(recorded.Version, Describe(lifted.Type, lifted.Call, lifted.Data) + from, Describe(type, call, data))
        {
            Call = recorded.Call,
            Type = recorded.Type,
            Fields = recorded.Call == call && lifted.Type == type ? JsonDifference.Between(lifted.Data, data) : [],
        };
    }

    /// <summary>An event as recorded, and in words what stands against it.</summary>
    public static ReplayDivergence Of(RecordedEvent recorded, string actual) =>
        new(recorded.Version, Describe(recorded.Type, recorded.Call, recorded.Data), actual) { Call = recorded.Call, Type = recorded.Type };

    /// <summary>An event as one line of text, shortened.</summary>
    public static string Describe(string type, CallId? call, ReadOnlyMemory<byte> data)
    {
        var text = Encoding.UTF8.GetString(data.Span);
        return $"{type} {call} {(text.Length <= Shown ? text : text[..Shown] + "...")}";
    }
}

/// <summary>The history does not belong to this algorithm: code, plugin version or options have changed since.</summary>
public sealed class ReplayDivergenceException(ReplayDivergence divergence, string message) : Errors.WorkFailedException(message)
{
    public ReplayDivergenceException(ReplayDivergence divergence)
        : this(
            divergence,
            $"The history and the algorithm part at version {divergence.Version}.{Environment.NewLine}"
            + $"  recorded:  {divergence.Expected}{Environment.NewLine}  asked for: {divergence.Actual}{Environment.NewLine}"
            + "Nothing was written. Run it with the plugin version that made it, or submit a new run.")
    {
    }

    public ReplayDivergence Divergence { get; } = divergence;
}
