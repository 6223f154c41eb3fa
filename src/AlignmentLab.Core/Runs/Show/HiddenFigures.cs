using System.Text.Json.Nodes;
using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Core.Projections;
using AlignmentLab.Engines;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Runs.Show;

/// <summary>
/// What a run's effects recorded beside their results, for audit: figures that no learner sees, such as hidden performance. They
/// are named <c>hidden/performance</c> and so on, which no measurement can be; where an effect recorded several by names of their
/// own, <c>hidden/performance/NAME</c>.
/// </summary>
internal sealed class HiddenFigures(IEventReader store)
{
    /// <summary>Begins the name of every hidden figure.</summary>
    public const string Prefix = "hidden/";

    private static readonly string RolloutRecorded = EffectAttribute.Of(typeof(RolloutRequest)).Completed;

    /// <summary>
    /// The last figure of each name; where an effect recorded several of one name (one an episode), their mean. A rollout is one episode, and many of them end in
    /// any order: what it recorded counts where nothing else recorded that name, and of rollouts the one whose call comes last.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, double>> OfAsync(RunId run, CancellationToken cancellationToken)
    {
        var (figures, ofEpisodes, last) = (new Dictionary<string, double>(StringComparer.Ordinal), new Dictionary<string, double>(StringComparer.Ordinal), (CallId?)null);
        await foreach (var e in store.ReadStreamAsync(run.Stream, ReadDirection.Forwards, 0, cancellationToken: cancellationToken))
        {
            if (e.Call is null || EventRole.IsRequest(e.Type) || JsonNode.Parse(e.Data.Span) is not JsonObject { } outcome || outcome["hidden"] is not JsonObject hidden)
            {
                continue;
            }

            if (e.Type != RolloutRecorded)
            {
                Add(figures, Prefix, hidden);
            }
            else if (last is not { } before || CallOrder.Compare(e.Call.Value.Value.AsSpan(), before.Value.AsSpan()) > 0)
            {
                last = e.Call;
                Add(ofEpisodes, Prefix, hidden);
            }
        }

        foreach (var (name, value) in ofEpisodes)
        {
            figures.TryAdd(name, value);
        }

        return figures;
    }

    private static void Add(Dictionary<string, double> figures, string prefix, JsonObject hidden)
    {
        foreach (var (name, value) in hidden)
        {
            if (value is JsonObject named)
            {
                Add(figures, $"{prefix}{name}/", named);
            }
            else if (MeanOf(value) is { } mean)
            {
                figures[prefix + name] = mean;
            }
        }
    }

    private static double? MeanOf(JsonNode? value) => value switch
    {
        JsonValue one when one.TryGetValue<double>(out var number) => number,
        JsonArray { Count: > 0 } many when many.All(n => n is JsonValue v && v.TryGetValue<double>(out _)) => many.Average(n => n!.GetValue<double>()),
        _ => null,
    };
}
