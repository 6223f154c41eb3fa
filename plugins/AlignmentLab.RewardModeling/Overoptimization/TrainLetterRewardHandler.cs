using System.Globalization;
using AlignmentLab.Algorithms;
using AlignmentLab.Engines;
using AlignmentLab.Randomness;
using AlignmentLab.RewardModeling.Fitting;

namespace AlignmentLab.RewardModeling.Overoptimization;

internal sealed class TrainLetterRewardHandler : IEffectHandler<TrainLetterRewardRequest, LetterReward>
{
    // The source's, so that its held-out pairs are these.
    private const ulong HeldOutSeed = 99;

    public async Task<EffectOutcome<LetterReward>> HandleAsync(TrainLetterRewardRequest effect, IEffectScope scope, CancellationToken cancellationToken)
    {
        var pairs = LetterPairs.Draw(effect.Pairs, effect.Temperature, new Pcg64(effect.PairSeed));
        var provenance = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["letter_pairs"] = effect.Pairs.ToString(CultureInfo.InvariantCulture),
            ["letter_pair_seed"] = effect.PairSeed.ToString(CultureInfo.InvariantCulture),
        };
        var task = new TrainingTask(effect.Learner, pairs.ForTraining(), 1, "preference", scope.Seed("training"), Start: null, provenance);
        var trained = await scope.Trainer.TrainAsync(task, new Reported(scope), cancellationToken);
        var checkpoint = await scope.WriteAsync(trained.Checkpoint, cancellationToken);

        var heldOut = LetterPairs.Draw(effect.HeldOutPairs, effect.Temperature, new Pcg64(HeldOutSeed));
        var model = await scope.OpenModelAsync(checkpoint, cancellationToken);
        var leads = Scores(model, heldOut.First).Zip(Scores(model, heldOut.Second), (a, b) => a - b).ToList();
        var gold = heldOut.First.Zip(heldOut.Second, (a, b) => LetterWorld.Gold(a) - LetterWorld.Gold(b)).ToList();
        var decided = leads.Zip(gold).Where(p => p.Second != 0).ToList();
        return new EffectOutcome<LetterReward>(new LetterReward(
            checkpoint, Parameters(effect), trained.EpochLosses[^1], trained.Steps,
            FitQuality.Of([.. leads.Select(RewardEnsemble.Sigmoid)], [.. heldOut.FirstPreferred.Select(preferred => preferred ? 1.0 : 0)]),
            decided.Average(p => (p.First > 0) == (p.Second > 0) ? 1.0 : 0), scope.Trainer.Engine));
    }

    internal static double[] Scores(IModel model, byte[][] strings)
    {
        var outputs = new float[strings.Length];
        model.Forward(strings.Length, LetterFeatures.Of(strings), outputs);
        return Array.ConvertAll(outputs, score => (double)score);
    }

    private static int Parameters(TrainLetterRewardRequest effect)
    {
        int[] sizes = [LetterFeatures.Size, .. effect.Learner.Model.Kind == "mlp" ? effect.Learner.Model.Hidden : [], 1];
        return sizes.Zip(sizes.Skip(1), (a, b) => (a + 1) * b).Sum();
    }

    private sealed class Reported(IEffectScope scope) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => scope.Report((double)value.Epoch / value.Epochs, "training");
    }
}
