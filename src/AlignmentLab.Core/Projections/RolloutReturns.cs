using System.Text.Json;
using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Projections;

/// <summary>
/// The visible return and the hidden performance of a run's rollouts and evaluations, in the order recorded, those of the
/// expert and of random actions left out: when the first rises and the second falls, the learner has found a hole in the
/// reward. Hidden performance is for those who watch; no algorithm sees it.
/// </summary>
internal sealed class RolloutReturns
{
    private static readonly string[] Requests = [EffectAttribute.Of(typeof(RolloutRequest)).Requested, EffectAttribute.Of(typeof(EvaluateRequest)).Requested];
    private static readonly string Rollout = EffectAttribute.Of(typeof(RolloutRequest)).Completed;
    private static readonly string Evaluation = EffectAttribute.Of(typeof(EvaluateRequest)).Completed;

    private readonly HashSet<CallId> _ofReferences = [];
    private readonly MetricSeries _visible = new();
    private readonly MetricSeries _hidden = new();
    private long _count;

    public void Take(RecordedEvent e)
    {
        var call = e.Call ?? default;
        if (Requests.Contains(e.Type))
        {
            if (e.Data.Span.StartsWith("{\"policy\":{\"kind\":\"expert."u8) || e.Data.Span.StartsWith("{\"policy\":{\"kind\":\"uniform."u8))
            {
                _ofReferences.Add(call);
            }

            return;
        }

        if ((e.Type != Rollout && e.Type != Evaluation) || _ofReferences.Remove(call))
        {
            return;
        }

        using var document = JsonDocument.Parse(e.Data);
        if (!document.RootElement.TryGetProperty("result", out var result) || !result.TryGetProperty(e.Type == Rollout ? "return" : "mean", out var visible))
        {
            return;
        }

        _count++;
        _visible.Add(_count, visible.GetDouble(), null);
        if (document.RootElement.TryGetProperty("hidden", out var hidden) && hidden.TryGetProperty("performance", out var performance) && Mean(performance) is { } mean)
        {
            _hidden.Add(_count, mean, null);
        }
    }

    /// <summary>Null before the first rollout.</summary>
    public ReturnsView? View() => _count == 0 ? null : new ReturnsView(_visible.View("visible return"), _hidden.Recorded > 0 ? _hidden.View("hidden performance") : null);

    // Of an evaluation there is one an episode.
    private static double? Mean(JsonElement performance) => performance.ValueKind switch
    {
        JsonValueKind.Number => performance.GetDouble(),
        JsonValueKind.Array when performance.GetArrayLength() > 0 => performance.EnumerateArray().Average(p => p.GetDouble()),
        _ => null,
    };
}

/// <summary>Visible return beside hidden performance, over the rollouts and evaluations of what a run learns.</summary>
/// <param name="Hidden">Null where the environment tells none.</param>
public sealed record ReturnsView(MetricView Visible, MetricView? Hidden);
