using AlignmentLab.Algorithms;
using AlignmentLab.Environments;
using AlignmentLab.Rewards;

namespace AlignmentLab.RewardModeling.Oversight;

/// <summary>Asks for a model of a judge: an ensemble that says what the judge would score a step, learned from episodes that it did score.</summary>
/// <param name="Episodes">One at least.</param>
[Effect("fit-scores", "score-fit-requested.v1", "score-fitted.v1", Queue = "gpu")]
public sealed record FitScoresRequest(EnvironmentRef Environment, ScoreModelOptions Options, IReadOnlyList<JudgedEpisode> Episodes) : Effect<ScoreFit>;

/// <summary>A model of a judge.</summary>
/// <param name="Reward">In the judge's units: neither shifted nor scaled.</param>
/// <param name="Losses">The mean squared error of each member in its last epoch, on its own resample.</param>
/// <param name="Steps">Judged steps that it was fitted to.</param>
/// <param name="Engine">The trainer, such as <c>managed/1</c>.</param>
public sealed record ScoreFit(LearnedReward Reward, IReadOnlyList<double> Losses, long Steps, string Engine);

public static class FitScoresEffects
{
    /// <summary>Fits a model to what a judge said of episodes.</summary>
    public static Task<ScoreFit> FitScoresAsync(this IRunContext run, ScoreModelOptions options, IReadOnlyList<JudgedEpisode> episodes) =>
        run.PerformAsync(new FitScoresRequest(run.Environment.Reference, options, episodes));
}
