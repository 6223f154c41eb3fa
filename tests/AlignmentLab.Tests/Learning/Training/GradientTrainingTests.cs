using AlignmentLab.Artifacts;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Learning;
using AlignmentLab.Learning.Checkpoints;
using AlignmentLab.Learning.Models;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Learning.Training;

public sealed class GradientTrainingTests
{
    private static readonly float[] Inputs = [1, 2, -1, 0.5f, 0.25f, -0.75f];

    /// <summary>Expected values: PyTorch 1.13.1, the same weights, full-batch Adam at 0.01, <c>cross_entropy</c>.</summary>
    [Fact]
    public async Task TrainAsync_WithCrossEntropy_FollowsPyTorch()
    {
        var trained = await TrainAsync("cross-entropy", new TrainingData(3, 2, Inputs, 1, [1, 0, 1]));
        ShouldFollow(trained, [0.53211159, 0.51211494, 0.36896625, 0.24152698], [-0.0933469f, -0.2773298f, 0.4993129f, 0.1918042f, -0.698679f, 0.4106565f]);
    }

    /// <summary>Expected values: PyTorch 1.13.1, the same weights, full-batch Adam at 0.01, <c>mse_loss</c>.</summary>
    [Fact]
    public async Task TrainAsync_WithSquaredError_FollowsPyTorch()
    {
        var trained = await TrainAsync("squared-error", new TrainingData(3, 2, Inputs, 2, [1, 0, 0.5f, -1, 2, 0.25f]));
        ShouldFollow(trained, [1.0699027, 1.0191746, 0.69045115, 0.41007161], [0.2960493f, -0.05067516f, 0.1220891f, 0.5915086f, -0.3244636f, 0.5507623f]);
    }

    [Theory]
    [InlineData(10, 3, 4)]
    [InlineData(9, 3, 3)]
    [InlineData(2, 5, 1)]
    public async Task TrainAsync_WithARestOfABatch_CountsItAsAStep(int examples, int batchSize, int stepsAnEpoch)
    {
        var task = Task("squared-error", new TrainingData(examples, 2, [.. Enumerable.Range(0, 2 * examples).Select(i => i / 10f)], 2, new float[2 * examples]));
        var trained = await new ManagedTrainer().TrainAsync(
            task with { Learner = task.Learner with { BatchSize = batchSize, Epochs = 3 }, Start = null }, null, CancellationToken.None);
        trained.Steps.ShouldBe(3 * stepsAnEpoch);
    }

    [Theory]
    [InlineData("cross-entropy", "adam", 1e30)]
    [InlineData("cross-entropy", "sgd", 1e8)]
    [InlineData("squared-error", "adam", 1e6)]
    [InlineData("preference", "sgd", 1e8)]
    [InlineData("policy-gradient", "sgd", 1e8)]
    [InlineData("clipped-policy-gradient", "adam", 1e30)]
    public async Task TrainAsync_StepsThatOvershoot_FailsAndNamesTheOption(string loss, string optimizer, double learningRate)
    {
        // One input with both classes: nothing fits it, so saturated outputs cannot hide that the steps are too large.
        float[] same = [1, 1, 1, 1, 1, 1, 1, 1];
        var task = loss switch
        {
            "squared-error" => Task(loss, new TrainingData(3, 2, Inputs, 2, [1, 0, 0.5f, -1, 2, 0.25f])),
            "cross-entropy" => Task(loss, new TrainingData(4, 2, same, 1, [0, 1, 0, 1])),
            "preference" => Task(loss, new TrainingData(2, 2, [1, 2, 3, -1, 1, 2, 3, -1], 2, [1, 1, 1, 1, 1, 0, 1, 0]) { RowsPerExample = 2 }) with
            {
                OutputSize = 1, Start = null,
            },
            "policy-gradient" => Task(loss, new TrainingData(4, 2, same, 2, [0, 1, 1, 1, 0, 1, 1, 1])),
            _ => Task(loss, new TrainingData(4, 2, same, 3, [0, 1, -0.7f, 1, 1, -0.7f, 0, 1, -0.7f, 1, 1, -0.7f])),
        };
        var learner = task.Learner with { BatchSize = 1, Optimizer = new OptimizerOptions { Kind = optimizer, LearningRate = learningRate } };

        var error = await Should.ThrowAsync<WorkFailedException>(
            async () => await new ManagedTrainer().TrainAsync(task with { Learner = learner }, null, CancellationToken.None));

        error.Message.ShouldStartWith("Training diverged: ");
        error.Message.ShouldContain("Lower learner.optimizer.learningRate");
    }

    [Fact]
    public async Task TrainAsync_FromANormalisedStart_KeepsItsScaling()
    {
        var task = Task("squared-error", new TrainingData(3, 2, Inputs, 2, [1, 0, 0.5f, -1, 2, 0.25f]));
        var spec = task.Learner with { Model = task.Learner.Model with { NormalizeInputs = true } };
        var first = await new ManagedTrainer().TrainAsync(task with { Learner = spec, Start = null }, null, CancellationToken.None);
        var shifted = task.Data with { Inputs = [.. Inputs.Select(x => x + 100)] };
        var second = await new ManagedTrainer().TrainAsync(
            task with { Learner = spec, Start = first.Checkpoint, Data = shifted }, null, CancellationToken.None);
        Safetensors.Read(second.Checkpoint)["input.mean"].ToFloats().ShouldBe(Safetensors.Read(first.Checkpoint)["input.mean"].ToFloats());
    }

    private static ValueTask<TrainedModel> TrainAsync(string loss, TrainingData data) =>
        new ManagedTrainer().TrainAsync(Task(loss, data), null, CancellationToken.None);

    private static TrainingTask Task(string loss, TrainingData data)
    {
        var network = new Mlp([2, 3, 2], "tanh");
        float[][] values = [[0.1f, 0.3f, -0.5f, -0.2f, 0.4f, 0.6f], [0.01f, -0.02f, 0.03f], [0.7f, -0.1f, -0.8f, 0.2f, 0.9f, -0.3f], [0.05f, -0.05f]];
        foreach (var (parameter, value) in network.Parameters.All.Zip(values))
        {
            value.CopyTo(parameter.Value.Span);
        }

        var none = new Dictionary<string, string>(StringComparer.Ordinal);
        var learner = new LearnerOptions { Model = new ModelSpec { Hidden = [3] }, Optimizer = new OptimizerOptions { LearningRate = 0.01 }, Epochs = 20 };
        return new TrainingTask(learner, data, 2, loss, Seed: 1, new ModelCheckpoint("mlp", loss, network, Scaling: null).Write("test/1", none), none);
    }

    private static void ShouldFollow(TrainedModel trained, double[] losses, float[] firstWeights)
    {
        foreach (var (epoch, loss) in new[] { 0, 1, 9, 19 }.Zip(losses))
        {
            trained.EpochLosses[epoch].ShouldBe(loss, 1e-6);
        }

        Safetensors.Read(trained.Checkpoint)["layers.0.weight"].ToFloats()
            .Zip(firstWeights, (value, expected) => Math.Abs(value - expected)).Max().ShouldBeLessThan(3e-6f);
    }
}
