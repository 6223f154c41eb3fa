using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Environments;
using AlignmentLab.Learning;
using AlignmentLab.Policies;
using AlignmentLab.Randomness;

namespace AlignmentLab.Imitation.Gating;

/// <summary>Trains the members of an ensemble, each from its own initial weights and, when asked, on its own resample.</summary>
internal static class EnsembleTraining
{
    /// <param name="round">Names the resamples; each round has its own.</param>
    public static async Task<EnsemblePolicy> TrainEnsembleAsync(this IRunContext run, EnsembleOptions o, Dataset dataset, int round)
    {
        var random = run.Random($"resample {round}");
        var members = Enumerable.Range(0, o.Members).Select(m => (Effect<TrainingResult>)new TrainRequest(
            o.Learner, run.Environment.Reference, o.Bootstrap ? Resample(dataset, random.Child(m)) : dataset, Start: null));
        var trained = await run.PerformAllAsync([.. members]);

        // The outputs of least squares are no logits: such members vote.
        return run.Environment.ActionSpace is DiscreteSpace && o.Learner.Model.Kind != "ridge" && o.Learner.Loss != "squared-error"
            ? new EnsemblePolicy([.. trained.Select(t => new SoftmaxPolicy(t.Checkpoint))])
            : new EnsemblePolicy([.. trained.Select(t => t.AsPolicy())]);
    }

    private static Dataset Resample(Dataset dataset, RandomStream random)
    {
        var draws = random.CreateGenerator();
        return new Dataset([.. dataset.Parts.Select(_ => dataset.Parts[(int)draws.NextInteger(0, dataset.Parts.Count)])]);
    }
}
