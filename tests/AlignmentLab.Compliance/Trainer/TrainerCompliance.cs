using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Learning;
using AlignmentLab.Randomness;
using Shouldly;
using Xunit;

namespace AlignmentLab.Compliance.Trainer;

/// <summary>What every trainer and its model runtime do. An engine enrols by a subclass that makes the two.</summary>
public abstract class TrainerCompliance
{
    /// <summary>The engine gives the same bits for the same task. An engine that does not is held to the same accuracy only.</summary>
    protected virtual bool BitwiseRepeatable => true;

    protected abstract ITrainer Trainer { get; }

    protected abstract IModelRuntime Runtime { get; }

    [Fact]
    public void Engine_OfATrainer_IsANameAndAVersion() => Trainer.Engine.ShouldMatch("^[a-z0-9-]+/[0-9.]+$");

    [Fact]
    public async Task TrainAsync_OnXor_LearnsEveryCorner()
    {
        var trained = await TrainAsync(TrainingTasks.Xor);
        Classify(Open(trained), TrainingTasks.Xor.Data).ShouldBe(TrainingTasks.Xor.Data.Targets);
        trained.EpochLosses.Length.ShouldBe(200);
        trained.EpochLosses[^1].ShouldBeLessThan(0.1);
        trained.Steps.ShouldBe(200);
    }

    [Theory]
    [InlineData("relu", "adam")]
    [InlineData("tanh", "sgd")]
    [InlineData("relu", "sgd")]
    public async Task TrainAsync_WithAnotherActivationOrOptimizer_LearnsXor(string activation, string optimizer)
    {
        var learner = TrainingTasks.Xor.Learner with
        {
            Epochs = 1000,
            Model = new ModelSpec { Hidden = [16, 16], Activation = activation },
            Optimizer = new OptimizerOptions { Kind = optimizer, LearningRate = optimizer == "sgd" ? 0.1 : 0.01, Momentum = 0.9 },
        };
        var trained = await TrainAsync(TrainingTasks.Xor with { Learner = learner });
        Classify(Open(trained), TrainingTasks.Xor.Data).ShouldBe(TrainingTasks.Xor.Data.Targets);
    }

    [Fact]
    public async Task TrainAsync_WithDropout_LearnsAndDropsOnlyWhereItIsAskedTo()
    {
        var task = Dropping(0.3);
        var model = Open(await TrainAsync(task)).ShouldBeAssignableTo<IDropoutModel>()!;
        Classify(model, task.Data).ShouldBe(task.Data.Targets);

        var (first, second) = (new float[8], new float[8]);
        model.Forward(4, task.Data.Inputs, first);
        model.Forward(4, task.Data.Inputs, second);
        second.ShouldBe(first, "evaluation drops nothing");
        model.Forward(4, task.Data.Inputs, second, new RandomStream(1, "dropped").CreateGenerator());
        second.ShouldNotBe(first);
        var again = new float[8];
        model.Forward(4, task.Data.Inputs, again, new RandomStream(1, "dropped").CreateGenerator());
        again.ShouldBe(second, "equal draws drop the same units");
        Open(await TrainAsync(TrainingTasks.Xor)).ShouldNotBeAssignableTo<IDropoutModel>();
    }

    [Fact]
    public async Task TrainAsync_WithDropout_IsRepeatableAndItsOwnTraining()
    {
        Assert.SkipUnless(BitwiseRepeatable, "the engine does not promise equal bits");
        var trained = await TrainAsync(Dropping(0.3));

        (await TrainAsync(Dropping(0.3))).Checkpoint.ShouldBe(trained.Checkpoint);
        (await TrainAsync(Dropping(0.4))).EpochLosses.ShouldNotBe(trained.EpochLosses);
    }

    [Fact]
    public async Task Forward_WithDropout_KeepsTheMean()
    {
        var model = (IDropoutModel)Open(await TrainAsync(Dropping(0.3)));
        var (whole, dropped, mean) = (new float[2], new float[2], new double[2]);
        model.Forward(1, [0, 1], whole);
        var draws = new RandomStream(2, "dropped").CreateGenerator();
        for (var i = 0; i < 4000; i++)
        {
            model.Forward(1, [0, 1], dropped, draws);
            mean[0] += dropped[0] / 4000.0;
            mean[1] += dropped[1] / 4000.0;
        }

        // One hidden layer: its outputs keep their mean, so those of the linear layer after it do.
        mean[0].ShouldBe(whole[0], 0.35);
        mean[1].ShouldBe(whole[1], 0.35);
    }

    [Fact]
    public async Task TrainAsync_OnALinearFunction_FindsIt()
    {
        var model = Open(await TrainAsync(TrainingTasks.Linear));
        ShouldPredict(model, TrainingTasks.Linear.Data, tolerance: 0.05f);
        var atZero = new float[2];
        model.Forward(1, [0, 0, 0], atZero);
        atZero[0].ShouldBe(0.5f, 0.05f);
        atZero[1].ShouldBe(0f, 0.05f);
    }

    [Fact]
    public async Task TrainAsync_Ridge_FindsALinearFunctionInClosedForm()
    {
        var learner = TrainingTasks.Linear.Learner with { Model = new ModelSpec { Kind = "ridge", RidgePenalty = 1e-6 } };
        var trained = await TrainAsync(TrainingTasks.Linear with { Learner = learner });
        ShouldPredict(Open(trained), TrainingTasks.Linear.Data, tolerance: 1e-4f);
        trained.EpochLosses.Length.ShouldBe(1);
    }

    [Fact]
    public async Task TrainAsync_Ridge_WithClasses_GivesTheRightOneTheHighestScore()
    {
        float[] inputs = [0, 1, 10, 11, 20, 21];
        float[] classes = [0, 0, 1, 1, 2, 2];
        var squares = inputs.SelectMany(x => new[] { x, x * x }).ToArray();
        var task = TrainingTasks.Xor with
        {
            Learner = new LearnerOptions { Model = new ModelSpec { Kind = "ridge" } },
            Data = new TrainingData(6, 2, squares, 1, classes),
            OutputSize = 3,
        };
        var model = Open(await TrainAsync(task));
        Classify(model, task.Data).ShouldBe(classes);
        model.Loss.ShouldBe("cross-entropy");
    }

    [Fact]
    public async Task TrainAsync_WithInputsOfAnotherScale_LearnsThemNormalised()
    {
        var data = TrainingTasks.Linear.Data;
        var scaled = data with { Inputs = [.. data.Inputs.Select((x, i) => (x * (i % 3 == 0 ? 1e4f : 1e-4f)) + 5)] };
        var learner = TrainingTasks.Linear.Learner with { Model = new ModelSpec { Kind = "linear", NormalizeInputs = true } };
        var trained = await TrainAsync(TrainingTasks.Linear with { Learner = learner, Data = scaled });
        trained.EpochLosses[^1].ShouldBeLessThan(0.01);
        ShouldPredict(Open(trained), scaled, tolerance: 0.3f);
    }

    [Fact]
    public async Task TrainAsync_WithTheSameTask_GivesTheSameModel()
    {
        var (first, second) = (await TrainAsync(TrainingTasks.Xor), await TrainAsync(TrainingTasks.Xor));
        if (BitwiseRepeatable)
        {
            second.Checkpoint.ShouldBe(first.Checkpoint);
            second.EpochLosses.ShouldBe(first.EpochLosses);
        }
        else
        {
            second.EpochLosses[0].ShouldBe(first.EpochLosses[0], 1e-3);
        }
    }

    [Fact]
    public async Task TrainAsync_WithAnotherSeed_GivesAnotherModel() =>
        (await TrainAsync(TrainingTasks.Xor with { Seed = 8 })).Checkpoint.ShouldNotBe((await TrainAsync(TrainingTasks.Xor)).Checkpoint);

    [Fact]
    public async Task TrainAsync_FromACheckpoint_GoesOnFromItsWeights()
    {
        var start = await TrainAsync(TrainingTasks.Linear);
        var brief = TrainingTasks.Linear with { Learner = TrainingTasks.Linear.Learner with { Epochs = 1 } };
        var fresh = await TrainAsync(brief);
        var warm = await TrainAsync(brief with { Start = start.Checkpoint });
        warm.EpochLosses[0].ShouldBeLessThan(fresh.EpochLosses[0] / 100);
    }

    [Fact]
    public async Task TrainAsync_FromACheckpointOfAnotherShape_RefusesNamingBoth()
    {
        var start = await TrainAsync(TrainingTasks.Linear);
        var error = await Should.ThrowAsync<InvalidInputException>(() => TrainAsync(TrainingTasks.Xor with { Start = start.Checkpoint }));
        error.Message.ShouldContain("3-2");
        error.Message.ShouldContain("2-16-2");
    }

    [Fact]
    public async Task TrainAsync_FromBytesThatAreNoCheckpoint_Refuses() =>
        await Should.ThrowAsync<InvalidInputException>(() => TrainAsync(TrainingTasks.Xor with { Start = new byte[] { 1, 2, 3 } }));

    [Theory]
    [InlineData("learner.optimizer.learningRate")]
    [InlineData("learner.batchSize")]
    [InlineData("learner.epochs")]
    [InlineData("learner.model.hidden")]
    [InlineData("learner.model.activation")]
    [InlineData("learner.model.kind")]
    [InlineData("learner.model.ridgePenalty")]
    [InlineData("learner.optimizer.kind")]
    public async Task TrainAsync_WithAnOptionOutOfRange_NamesTheField(string field)
    {
        var good = TrainingTasks.Xor.Learner;
        var bad = field switch
        {
            "learner.optimizer.learningRate" => good with { Optimizer = new OptimizerOptions { LearningRate = double.NaN } },
            "learner.optimizer.kind" => good with { Optimizer = new OptimizerOptions { Kind = "lbfgs" } },
            "learner.batchSize" => good with { BatchSize = 0 },
            "learner.epochs" => good with { Epochs = 0 },
            "learner.model.hidden" => good with { Model = new ModelSpec { Hidden = [0] } },
            "learner.model.activation" => good with { Model = new ModelSpec { Activation = "gelu" } },
            "learner.model.ridgePenalty" => good with { Model = new ModelSpec { RidgePenalty = -1 } },
            _ => good with { Model = new ModelSpec { Kind = "forest" } },
        };
        var error = await Should.ThrowAsync<InvalidInputException>(() => TrainAsync(TrainingTasks.Xor with { Learner = bad }));
        error.Message.ShouldContain(field);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public async Task TrainAsync_WithAnInputThatIsNotFinite_NamesTheExample(float value)
    {
        var task = TrainingTasks.Xor with { Data = TrainingTasks.Xor.Data with { Inputs = [0, 0, 0, 1, 1, value, 1, 1] } };
        (await Should.ThrowAsync<WorkFailedException>(() => TrainAsync(task))).Message.ShouldContain("xample 2");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-1)]
    [InlineData(0.5f)]
    public async Task TrainAsync_WithAClassThatThereIsNot_NamesTheExample(float value)
    {
        var task = TrainingTasks.Xor with { Data = TrainingTasks.Xor.Data with { Targets = [0, value, 1, 0] } };
        (await Should.ThrowAsync<WorkFailedException>(() => TrainAsync(task))).Message.ShouldContain("xample 1");
    }

    [Fact]
    public async Task TrainAsync_WithoutExamples_Refuses() =>
        await Should.ThrowAsync<WorkFailedException>(() => TrainAsync(TrainingTasks.Xor with { Data = new TrainingData(0, 2, [], 1, []) }));

    [Fact]
    public async Task TrainAsync_ThatDiverges_SaysSo()
    {
        var learner = TrainingTasks.Linear.Learner with { Optimizer = new OptimizerOptions { Kind = "sgd", LearningRate = 1e6 } };
        var error = await Should.ThrowAsync<WorkFailedException>(() => TrainAsync(TrainingTasks.Linear with { Learner = learner }));
        error.Message.ShouldContain("learner.optimizer.learningRate");
    }

    [Fact]
    public async Task TrainAsync_Cancelled_Stops()
    {
        using var cancellation = new CancellationTokenSource();
        var learner = TrainingTasks.Xor.Learner with { Epochs = 100_000 };
        await Should.ThrowAsync<OperationCanceledException>(() => Trainer.TrainAsync(
            TrainingTasks.Xor with { Learner = learner },
            new Watcher(p => { if (p.Epoch == 3) cancellation.Cancel(); }),
            cancellation.Token).AsTask());
    }

    [Fact]
    public async Task TrainAsync_WithAProgress_ReportsEveryEpochInOrder()
    {
        var reports = new List<TrainingProgress>();
        var trained = await Trainer.TrainAsync(TrainingTasks.Xor, new Watcher(reports.Add), CancellationToken.None);
        reports.Select(r => r.Epoch).ShouldBe(Enumerable.Range(1, 200));
        reports.ShouldAllBe(r => r.Epochs == 200);
        reports.Select(r => r.Loss).ShouldBe(trained.EpochLosses);
    }

    [Fact]
    public async Task Open_OfATrainedCheckpoint_KnowsItsShapeAndKeepsProvenance()
    {
        var task = TrainingTasks.Xor with { Provenance = new Dictionary<string, string>(StringComparer.Ordinal) { ["dataset_sha256"] = "abc" } };
        var trained = await TrainAsync(task);
        var model = Open(trained);
        (model.InputSize, model.OutputSize, model.Loss).ShouldBe((2, 2, "cross-entropy"));
        Artifacts.Safetensors.Read(trained.Checkpoint).Metadata["dataset_sha256"].ShouldBe("abc");
    }

    [Fact]
    public async Task Forward_OfABatch_EqualsTheRowsOneByOne()
    {
        var model = Open(await TrainAsync(TrainingTasks.Linear));
        var data = TrainingTasks.Linear.Data;
        var (together, single) = (new float[data.Count * 2], new float[2]);
        model.Forward(data.Count, data.Inputs, together);
        for (var i = 0; i < data.Count; i++)
        {
            model.Forward(1, data.Inputs.AsSpan(3 * i, 3), single);
            single.Zip(together.Skip(2 * i), (alone, inBatch) => Math.Abs(alone - inBatch)).Max()
                .ShouldBeLessThanOrEqualTo(BitwiseRepeatable ? 0 : 1e-5f);
        }
    }

    [Fact]
    public async Task Forward_WithArraysOfTheWrongLength_Throws()
    {
        var model = Open(await TrainAsync(TrainingTasks.Xor));
        Should.Throw<ArgumentException>(() => model.Forward(2, new float[3], new float[4]));
        Should.Throw<ArgumentException>(() => model.Forward(2, new float[4], new float[3]));
    }

    [Fact]
    public async Task Open_OfATruncatedCheckpoint_SaysThatItCannot()
    {
        var checkpoint = (await TrainAsync(TrainingTasks.Xor)).Checkpoint;
        Should.Throw<EnvironmentFailureException>(() => Runtime.Open(checkpoint.AsMemory(0, checkpoint.Length - 1)));
        Should.Throw<EnvironmentFailureException>(() => Runtime.Open(ReadOnlyMemory<byte>.Empty));
    }

    private Task<TrainedModel> TrainAsync(TrainingTask task) => Trainer.TrainAsync(task, progress: null, CancellationToken.None).AsTask();

    private IModel Open(TrainedModel trained) => Runtime.Open(trained.Checkpoint);

    private static float[] Classify(IModel model, TrainingData data)
    {
        var outputs = new float[data.Count * model.OutputSize];
        model.Forward(data.Count, data.Inputs, outputs);
        return [.. outputs.Chunk(model.OutputSize).Select(scores => (float)Array.IndexOf(scores, scores.Max()))];
    }

    private static void ShouldPredict(IModel model, TrainingData data, float tolerance)
    {
        var outputs = new float[data.Count * model.OutputSize];
        model.Forward(data.Count, data.Inputs, outputs);
        outputs.Zip(data.Targets, (output, target) => Math.Abs(output - target)).Max().ShouldBeLessThan(tolerance);
    }

    private sealed class Watcher(Action<TrainingProgress> see) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => see(value);
    }

    private static TrainingTask Dropping(double share) =>
        TrainingTasks.Xor with { Learner = TrainingTasks.Xor.Learner with { Epochs = 600, Model = new ModelSpec { Hidden = [64], Dropout = share } } };
}
