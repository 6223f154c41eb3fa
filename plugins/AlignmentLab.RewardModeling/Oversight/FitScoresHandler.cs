using AlignmentLab.Algorithms;
using AlignmentLab.Engines;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.RewardModeling.Fitting;
using AlignmentLab.Rewards;
using AlignmentLab.Serialization;
using AlignmentLab.Trajectories;

namespace AlignmentLab.RewardModeling.Oversight;

/// <summary>Regresses the scores of steps on what a reward sees of them. Whole episodes are resampled, since the steps of one are alike.</summary>
internal sealed class FitScoresHandler : IEffectHandler<FitScoresRequest, ScoreFit>
{
    public async Task<EffectOutcome<ScoreFit>> HandleAsync(FitScoresRequest effect, IEffectScope scope, CancellationToken cancellationToken)
    {
        if (effect.Episodes.Count == 0)
        {
            throw new WorkFailedException("No model of a judge can be fitted to no episodes; have one judged at least.");
        }

        var o = effect.Options;
        var features = new RewardFeatures(o.Input, EnvironmentInfo.Of(effect.Environment, scope.CreateEnvironment(effect.Environment)));
        var episodes = new List<(float[] Inputs, float[] Scores)>();
        foreach (var judged in effect.Episodes)
        {
            episodes.Add(await ReadAsync(judged, features, scope, cancellationToken));
        }

        var source = KeyValuePair.Create("episodes_sha256", Sha256.Of(EventJson.Serialize(effect.Episodes)));
        var (members, losses) = await new EnsembleTraining(o.Members, o.Bootstrap, o.Learner, "squared-error", source).RunAsync(
            [.. Enumerable.Range(0, episodes.Count)], chosen => Data(episodes, chosen, features.Size), scope, cancellationToken);
        return new EffectOutcome<ScoreFit>(new ScoreFit(new LearnedReward(members, o.Input), losses, episodes.Sum(e => (long)e.Scores.Length), scope.Trainer.Engine));
    }

    private static async Task<(float[] Inputs, float[] Scores)> ReadAsync(JudgedEpisode judged, RewardFeatures features, IEffectScope scope, CancellationToken cancellationToken)
    {
        var trajectory = Trajectory.FromBytes(await scope.ReadAsync(judged.Trajectory, cancellationToken));
        var scores = StepScores.FromBytes(await scope.ReadAsync(judged.Scores, cancellationToken)).Scores;
        if (scores.Length != trajectory.Steps)
        {
            throw new WorkFailedException($"An episode of {trajectory.Steps} steps has {scores.Length} scores; each step must have one.");
        }

        var inputs = new float[scores.Length * features.Size];
        for (var step = 0; step < scores.Length; step++)
        {
            features.Write(trajectory.Observation(step), trajectory.Action(step), trajectory.Observation(step + 1), inputs.AsSpan(step * features.Size, features.Size));
        }

        return (inputs, Array.ConvertAll(scores, score => (float)score));
    }

    private static TrainingData Data(List<(float[] Inputs, float[] Scores)> episodes, IReadOnlyList<int> chosen, int inputSize)
    {
        float[] scores = [.. chosen.SelectMany(i => episodes[i].Scores)];
        return new TrainingData(scores.Length, inputSize, [.. chosen.SelectMany(i => episodes[i].Inputs)], 1, scores);
    }
}
