using System.Globalization;
using AlignmentLab.Algorithms;
using AlignmentLab.Artifacts;
using AlignmentLab.Engines;
using AlignmentLab.Events;
using AlignmentLab.Learning;

namespace AlignmentLab.RewardModeling.Fitting;

/// <summary>Trains the members of an ensemble one after the other, each from its own initial weights.</summary>
/// <param name="Members">How many.</param>
/// <param name="Bootstrap">Whether each has its own resample of the examples.</param>
/// <param name="Source">What the examples are called in the provenance of checkpoints, such as <c>pairs_sha256</c>, with their hash.</param>
internal sealed record EnsembleTraining(int Members, bool Bootstrap, LearnerOptions Learner, string Loss, KeyValuePair<string, Sha256> Source)
{
    /// <param name="examples">What members may be fitted to, by number.</param>
    /// <param name="data">The training data of some examples; one may be named several times.</param>
    /// <returns>The checkpoints, and each member's loss in its last epoch.</returns>
    public async Task<(Artifact[] Members, double[] Losses)> RunAsync(
        int[] examples, Func<IReadOnlyList<int>, TrainingData> data, IEffectScope scope, CancellationToken cancellationToken)
    {
        var (members, losses) = (new Artifact[Members], new double[Members]);
        for (var m = 0; m < Members; m++)
        {
            var model = await TrainAsync(m, data(Resample(examples, scope, m)), scope, cancellationToken);
            members[m] = await scope.WriteAsync(model.Checkpoint, cancellationToken);
            losses[m] = model.EpochLosses[^1];
        }

        return (members, losses);
    }

    /// <summary>As many examples as there are, drawn with replacement (Efron 1979).</summary>
    private int[] Resample(int[] examples, IEffectScope scope, int member)
    {
        if (!Bootstrap)
        {
            return examples;
        }

        var draws = scope.Random("resample").Child(member).CreateGenerator();
        return [.. examples.Select(_ => examples[(int)draws.NextInteger(0, examples.Length)])];
    }

    private async Task<TrainedModel> TrainAsync(int member, TrainingData data, IEffectScope scope, CancellationToken cancellationToken)
    {
        var provenance = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Source.Key] = Source.Value.ToString(),
            ["member"] = member.ToString(CultureInfo.InvariantCulture),
        };
        var task = new TrainingTask(Learner, data, 1, Loss, scope.Seed($"member/{member}"), Start: null, provenance);
        return await scope.Trainer.TrainAsync(task, new Reported(scope, member, Members), cancellationToken);
    }

    private sealed class Reported(IEffectScope scope, int member, int members) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => scope.Report((member + ((double)value.Epoch / value.Epochs)) / members, "fitting rewards");
    }
}
