using System.Globalization;
using AlignmentLab.Core.Rollouts;
using AlignmentLab.Host.Terminal;

namespace AlignmentLab.Host.Rollouts;

/// <summary>Rollouts for people.</summary>
internal static class RolloutText
{
    public static ResultTable Table(IReadOnlyList<RolloutSummary> rollouts)
    {
        var hasHidden = rollouts.Any(r => r.HiddenPerformance is not null);
        var table = new ResultTable(["rollout", "policy", ">steps", ">return", .. Only(hasHidden, ">hidden"), "ended", ">labelled", ">differs in"]);
        foreach (var rollout in rollouts)
        {
            var hasLabels = rollout.Labels > 0;
            table.Row(
            [
                rollout.Call.Value, rollout.Policy, Figures.Count(rollout.Steps), Figures.Number(rollout.Return),
                .. Only(hasHidden, rollout.HiddenPerformance is { } hidden ? Figures.Number(hidden) : ""),
                rollout.Ending.ToString().ToLowerInvariant(),
                hasLabels ? Figures.Count(rollout.Labelled) : "", hasLabels ? Figures.Count(rollout.Disagreements) : "",
            ]);
        }

        return table;
    }

    public static ResultTable Table(IReadOnlyList<EvaluationSummary> evaluations)
    {
        var table = new ResultTable("evaluation", "policy", "start states", ">episodes", ">mean return", ">lowest", ">highest");
        foreach (var evaluation in evaluations)
        {
            table.Row(
                evaluation.Call.Value, evaluation.Policy, evaluation.StartStates, Figures.Count(evaluation.Returns.Count), Figures.Number(evaluation.Mean),
                $"{Figures.Number(evaluation.Returns[evaluation.Lowest - 1])} (episode {evaluation.Lowest})",
                $"{Figures.Number(evaluation.Returns[evaluation.Highest - 1])} (episode {evaluation.Highest})");
        }

        return table;
    }

    public static ResultTable Facts(ShownStates shown)
    {
        var summary = shown.Rollout;
        var table = new ResultTable("rollout", $"{summary.Call} of {shown.Run}")
            .Row("policy", summary.Policy)
            .Row("environment", summary.Environment)
            .Row("return", $"{Figures.Number(summary.Return)} in {Figures.Count(summary.Steps)} steps, {summary.Ending.ToString().ToLowerInvariant()}");
        if (summary.HiddenPerformance is { } hidden)
        {
            table.Row("hidden performance", Figures.Number(hidden));
        }

        if (shown.Replayed is { Evaluation: var evaluation } replayed)
        {
            table.Row("evaluation", $"episode {replayed.Episode} of {evaluation.Returns.Count}, mean return {Figures.Number(evaluation.Mean)}, start states {evaluation.StartStates}")
                .Row("played again", replayed.IsAsRecorded ? "its return is the recorded one" : $"its return is NOT the recorded one, {Figures.Number(replayed.Recorded)}");
        }

        table.Row("events", $"asked for at version {summary.Requested}, recorded at {summary.Recorded}");
        foreach (var labels in shown.Labels)
        {
            table.Row("labels", labels.Removal ?? $"{labels.Name} in {labels.Call}, recorded at version {labels.Recorded}");
        }

        return table.Row("label differs", shown.Labels.Count == 0 ? "no state is labelled" : $"in {Figures.Count(shown.Differences)} states");
    }

    public static ResultTable Steps(IReadOnlyList<ShownState> states, bool withPictures)
    {
        var table = new ResultTable([">state", "observation", "action", "label", ">reward", ">return", .. Only(withPictures, "picture")]);
        foreach (var step in states)
        {
            table.Row(
            [
                step.State.ToString(CultureInfo.InvariantCulture), string.Join(" ", step.Observation.Select(Figures.Number)),
                step.Done ?? step.Ending?.ToString().ToLowerInvariant() ?? "",
                string.Join("\n", step.Labels.Select(l => l.Words)),
                step.Reward is { } reward ? Figures.Number(reward) : "", Figures.Number(step.Return),
                .. Only(withPictures, string.Join("\n", step.Picture?.ToLines() ?? [])),
            ]);
        }

        return table;
    }

    private static string[] Only(bool condition, string cell) => condition ? [cell] : [];
}
