using System.Text.Json;
using System.Text.Json.Nodes;
using AlignmentLab.Judges;
using AlignmentLab.Rewards;
using AlignmentLab.Serialization;
using FluentValidation;

namespace AlignmentLab.PolicyOptimization.Choices;

/// <summary>A reward source as a spec names it: as events do, or not at all for the environment's own.</summary>
internal static class RewardChoice
{
    public static RewardSource Of(JsonObject? reward) =>
        reward is null ? new EnvironmentReward() : EventJson.Deserialize<RewardSource>(EventJson.Serialize(reward));

    /// <summary>Refuses what is no reward source.</summary>
    public static IRuleBuilderOptions<T, JsonObject?> MustBeAReward<T>(this IRuleBuilder<T, JsonObject?> rule) => rule.Must(CanRead)
        .WithMessage("must be a reward as events name one: { kind: environment.v1 }, { kind: judge.v1, judge: visible-return } or the whole of a recorded reward of the kind learned.v1.");

    private static bool CanRead(JsonObject? reward)
    {
        try
        {
            return Of(reward) is not (LearnedReward { Members: null or { Count: 0 } } or JudgeReward { Judge: null or { Name: null } or { Options: null } });
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            return false;
        }
    }
}
