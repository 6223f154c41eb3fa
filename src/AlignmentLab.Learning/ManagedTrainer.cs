using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Learning.Checkpoints;
using AlignmentLab.Learning.Kernels;
using AlignmentLab.Learning.Models;
using AlignmentLab.Learning.Training;
using AlignmentLab.Randomness;

namespace AlignmentLab.Learning;

/// <summary>
/// The embedded trainer: float32 on the CPU, with the same bits for the same task on every machine, whatever its processor and
/// however many threads work.
/// </summary>
/// <param name="threads">Threads of one training job, 1 or more; small models use one in any case.</param>
public sealed class ManagedTrainer(int threads) : ITrainer
{
    /// <summary>Multiply-adds of one step's largest product from which further threads are worth having.</summary>
    private const long WorthThreads = 1 << 20;

    /// <summary>As many threads as the machine has processors.</summary>
    public ManagedTrainer()
        : this(Environment.ProcessorCount)
    {
    }

    public string Engine => "managed/1";

    public async ValueTask<TrainedModel> TrainAsync(
        TrainingTask task, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken) =>
        await Task.Run(() => Train(task, progress, cancellationToken), cancellationToken);

    private TrainedModel Train(TrainingTask task, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        TaskValidation.Check(task);
        if (task.Learner.Model.Kind == "ngram")
        {
            var (counts, loss) = NgramCounting.Count(task, cancellationToken);
            progress?.Report(new TrainingProgress(1, 1, loss));
            return new TrainedModel(NgramCheckpoint.Write(counts, task.Data.InputSize, task.Loss, Engine, task.Provenance), [loss], Steps: 0);
        }

        var model = task.Learner.Model.Kind == "ridge" ? New(task) : StartOf(task) ?? New(task);
        var data = Scaled(task.Data, model.Scaling);
        if (model.Kind == "ridge")
        {
            var targets = TrainingLoss.Named(task.Loss).LeastSquaresTargets(task)!;
            var error = RidgeRegression.Fit(data, targets, task.Learner.Model.RidgePenalty, (Mlp)model.Network, cancellationToken);
            progress?.Report(new TrainingProgress(1, 1, error));
            return new TrainedModel(model.Write(Engine, task.Provenance), [error], Steps: 0);
        }

        using var crew = new WorkCrew(CrewSize(task, model.Network));
        var (losses, steps) = new GradientTraining(task, model.Network, data, crew).Run(progress, cancellationToken);
        return new TrainedModel(model.Write(Engine, task.Provenance), losses, steps);
    }

    private static ModelCheckpoint New(TrainingTask task)
    {
        var spec = task.Learner.Model;
        INetwork network = spec.Kind == "transformer"
            ? new Transformer(spec.Transformer ?? new TransformerOptions(), task.Data.InputSize, SequenceInputs.Vocabulary(task), task.OutputSize)
            : new Mlp([task.Data.InputSize, .. spec.Kind == "mlp" ? spec.Hidden : [], task.OutputSize], spec.Activation, spec.Dropout ?? 0);
        network.Initialize(new RandomStream(task.Seed, "weights"));
        return new ModelCheckpoint(spec.Kind, task.Loss, network, spec.NormalizeInputs ? TrainingLoss.Named(task.Loss).Scaling(task.Data) : null);
    }

    /// <summary>The model to go on from, with the scaling of inputs that its weights were learnt under.</summary>
    private static ModelCheckpoint? StartOf(TrainingTask task)
    {
        if (task.Start is not { } start)
        {
            return null;
        }

        ModelCheckpoint model;
        try
        {
            model = ModelCheckpoint.Read(start);
        }
        catch (FormatException error)
        {
            throw new InvalidInputException($"The checkpoint to start from cannot be read: {error.Message}", error);
        }

        var wanted = New(task);
        if (model.Network.Shape != wanted.Network.Shape
            || TrainingLoss.Named(model.Loss).Outputs != TrainingLoss.Named(task.Loss).Outputs)
        {
            throw new InvalidInputException(
                $"learner.warmStart: the checkpoint is {Describe(model)}, the task {Describe(wanted)}. Train from new weights, or with the same learner.model.");
        }

        // Into the network that is wanted, since what is dropped in training may have changed.
        model.Network.Parameters.Values.Span.CopyTo(wanted.Network.Parameters.Values.Span);
        return wanted with { Scaling = model.Scaling };
    }

    private static string Describe(ModelCheckpoint model) =>
        $"{model.Network.Shape} with {model.Loss}";

    private static TrainingData Scaled(TrainingData data, InputScaling? scaling)
    {
        if (scaling is null)
        {
            return data;
        }

        var inputs = new float[data.Inputs.Length];
        scaling.Apply(data.Inputs, inputs);
        return data with { Inputs = inputs };
    }

    private int CrewSize(TrainingTask task, INetwork network)
    {
        var largest = network.LargestProduct
            * Math.Min(task.Learner.BatchSize, task.Data.Count) * task.Data.RowsPerExample;
        return largest >= WorthThreads ? threads : 1;
    }
}
