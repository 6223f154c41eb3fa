using AlignmentLab.Algorithms;
using AlignmentLab.Artifacts;
using AlignmentLab.Environments;
using AlignmentLab.Judges;

namespace AlignmentLab.RewardModeling.Oversight;

/// <summary>Asks a judge to score episodes step by step. Each episode is one expert query.</summary>
/// <param name="Judge">One that scores (<see cref="IScriptedScorer"/>).</param>
/// <param name="Trajectories">One at least.</param>
[Effect("judge-episodes", "episode-judgements-requested.v1", "episodes-judged.v1")]
public sealed record JudgeEpisodesRequest(JudgeRef Judge, EnvironmentRef Environment, IReadOnlyList<Artifact> Trajectories) : Effect<EpisodeJudgements>, IExpertQueries
{
    long IExpertQueries.ExpertQueries => Trajectories.Count;

    bool IExpertQueries.AsksPeople => HumanJudge.Is(Judge);
}

/// <summary>What a judge said of episodes.</summary>
/// <param name="Episodes">One an episode, in the order asked.</param>
public sealed record EpisodeJudgements(IReadOnlyList<JudgedEpisode> Episodes);

/// <summary>An episode with what was said of it.</summary>
/// <param name="Scores">See <see cref="Trajectories.StepScores"/>.</param>
/// <param name="Return">Their sum.</param>
public sealed record JudgedEpisode(Artifact Trajectory, Artifact Scores, double Return);

public static class JudgeEpisodesEffects
{
    /// <summary>A judge's scores of episodes; one event for all of them.</summary>
    public static async Task<IReadOnlyList<JudgedEpisode>> JudgeEpisodesAsync(this IRunContext run, JudgeRef judge, IReadOnlyList<Artifact> trajectories) =>
        (await run.PerformAsync(new JudgeEpisodesRequest(judge, run.Environment.Reference, trajectories))).Episodes;
}
