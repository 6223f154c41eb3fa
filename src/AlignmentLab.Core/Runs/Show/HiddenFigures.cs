using System.Text.Json.Nodes;
using AlignmentLab.Algorithms;
using AlignmentLab.Core.Projections;
using AlignmentLab.Engines;

namespace AlignmentLab.Core.Runs.Show;

/// <summary>
/// What a run's effects recorded beside their results, for audit: figures that no learner sees, such as hidden performance. They
/// are named <c>hidden/performance</c> and so on, which no measurement can be.
/// </summary>
internal sealed class HiddenFigures(IEventReader store)
{
    /// <summary>Begins the name of every hidden figure.</summary>
    public const string Prefix = "hidden/";

    /// <summary>The last figure of each name; where an effect recorded several of one name (one an episode), their mean.</summary>
    public async Task<IReadOnlyDictionary<string, double>> OfAsync(RunId run, CancellationToken cancellationToken)
    {
        var figures = new Dictionary<string, double>(StringComparer.Ordinal);
        await foreach (var e in store.ReadStreamAsync(run.Stream, ReadDirection.Forwards, 0, cancellationToken: cancellationToken))
        {
            if (e.Call is null || EventRole.IsRequest(e.Type) || JsonNode.Parse(e.Data.Span) is not JsonObject { } outcome || outcome["hidden"] is not JsonObject hidden)
            {
                continue;
            }

            foreach (var (name, value) in hidden)
            {
                if (MeanOf(value) is { } mean)
                {
                    figures[Prefix + name] = mean;
                }
            }
        }

        return figures;
    }

    private static double? MeanOf(JsonNode? value) => value switch
    {
        JsonValue one when one.TryGetValue<double>(out var number) => number,
        JsonArray { Count: > 0 } many when many.All(n => n is JsonValue v && v.TryGetValue<double>(out _)) => many.Average(n => n!.GetValue<double>()),
        _ => null,
    };
}
