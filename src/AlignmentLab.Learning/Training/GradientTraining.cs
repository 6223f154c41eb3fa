using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Learning.Kernels;
using AlignmentLab.Learning.Models;
using AlignmentLab.Learning.Optimizers;
using AlignmentLab.Randomness;

namespace AlignmentLab.Learning.Training;

/// <summary>
/// Minibatch gradient descent. Each epoch visits every example once, in an order drawn anew from the task's seed; the last batch
/// may be smaller and counts as a step.
/// </summary>
internal sealed class GradientTraining(TrainingTask task, INetwork network, TrainingData data, WorkCrew crew)
{
    /// <summary>
    /// A last epoch this many times worse than not training at all is no learner: the steps overshot, and saturated units or
    /// huge weights only kept the numbers finite.
    /// </summary>
    private const double WorseThanNothing = 1000;

    private readonly LearnerOptions _learner = task.Learner;
    private readonly Pcg64 _dropout = new RandomStream(task.Seed, "dropout").CreateGenerator();

    /// <returns>The mean loss of each epoch, as met along the way, and the number of steps.</returns>
    /// <exception cref="WorkFailedException">The loss or a weight stopped being a finite number, or the loss grew out of all proportion.</exception>
    public (double[] EpochLosses, long Steps) Run(IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        var optimizer = Optimizer();
        var batchSize = Math.Min(_learner.BatchSize, data.Count);
        var full = Batch(batchSize);
        var last = data.Count % batchSize is var rest and > 0 ? Batch(rest) : full;
        var order = Enumerable.Range(0, data.Count).ToArray();
        var shuffles = new RandomStream(task.Seed, "examples").CreateGenerator();
        var losses = new double[_learner.Epochs];
        var (steps, firstLoss) = (0L, 0.0);
        for (var epoch = 0; epoch < losses.Length; epoch++)
        {
            shuffles.Shuffle<int>(order);
            var total = 0.0;
            for (var start = 0; start < data.Count; start += batchSize)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var batch = data.Count - start >= batchSize ? full : last;
                var loss = batch.Run(data, order.AsSpan(start, batch.Size));
                if (!float.IsFinite(loss))
                {
                    throw Diverged($"the loss became {loss}", epoch, steps);
                }

                firstLoss = steps == 0 ? loss : firstLoss;
                optimizer.Step();
                steps++;
                total += (double)loss * batch.Size;
            }

            losses[epoch] = total / data.Count;
            progress?.Report(new TrainingProgress(epoch + 1, losses.Length, losses[epoch]));
        }

        // By size, since the losses of policies may fall without limit too.
        var worst = WorseThanNothing * Math.Max(Math.Abs(firstLoss), TrainingLoss.Named(task.Loss).OfZeroOutputs(task));
        if (Math.Abs(losses[^1]) > worst && worst > 0)
        {
            throw Diverged($"the mean loss became {losses[^1]:G4} (before training {worst / WorseThanNothing:G4})", losses.Length - 1, steps);
        }

        foreach (var weight in network.Parameters.Values.Span)
        {
            if (!float.IsFinite(weight))
            {
                throw Diverged($"a weight became {weight}", losses.Length - 1, steps);
            }
        }

        return (losses, steps);
    }

    private Minibatch Batch(int size) => new(task, network, size, _dropout, crew);

    private IOptimizer Optimizer() => _learner.Optimizer.Kind == "adam"
        ? new Adam(network.Parameters, _learner.Optimizer, crew)
        : new Sgd(network.Parameters, _learner.Optimizer, crew);

    private WorkFailedException Diverged(string what, int epoch, long steps) => new(
        $"Training diverged: {what} in epoch {epoch + 1}, after {steps} steps. Lower learner.optimizer.learningRate "
        + $"(now {_learner.Optimizer.LearningRate}), or set learner.model.normalizeInputs if inputs are large.");
}
