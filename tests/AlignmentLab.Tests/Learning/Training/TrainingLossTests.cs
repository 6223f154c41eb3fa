using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Learning;
using AlignmentLab.Learning.Autograd;
using AlignmentLab.Learning.Training;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Learning.Training;

public sealed class TrainingLossTests
{
    private const double Log2 = 0.6931471805599453;

    /// <summary>log(1 + e^-m) for the margin m = 1 + 2 - 0.5 by hand, and the same with the other one preferred.</summary>
    [Theory]
    [InlineData(1, 0.0788897343)]
    [InlineData(0, 2.5788897343)]
    [InlineData(0.5, 1.3288897343)]
    public void PreferenceLoss_OfOnePair_IsTheCrossEntropyOfItsMargin(float mu, double expected)
    {
        // The second fragment is one step long; what its padding is worth must not matter.
        var loss = Loss("preference", [1, 2, 0.5f, 100], 1, [1, mu, 1, mu, 1, mu, 0, mu], 2, rowsPerExample: 4);
        loss.ShouldBe(expected, 1e-6);
    }

    [Theory]
    [InlineData(1000, 1, 0)]
    [InlineData(1000, 0, 1000)]
    [InlineData(-1000, 1, 1000)]
    [InlineData(1e30, 0, 1e30)]
    public void PreferenceLoss_OfAHugeMargin_DoesNotOverflow(float reward, float mu, double expected) =>
        Loss("preference", [reward, 0], 1, [1, mu, 1, mu], 2, rowsPerExample: 2).ShouldBe(expected, 1e-6 * (1 + expected));

    /// <summary>Probabilities 3/4 and 1/4: -2 log(3/4), and log(1/4) times 1/2; the entropy is 0.5623351.</summary>
    [Theory]
    [InlineData(0, -0.0588915)]
    [InlineData(0.1, -0.1151250)]
    public void PolicyGradient_OfTwoRows_IsTheMeanOfAdvantageTimesSurprise(double bonus, double expected)
    {
        var (log3, logits) = ((float)Math.Log(3), new float[4]);
        (logits[0], logits[2]) = (log3, log3);
        Loss("policy-gradient", logits, 2, [0, 2, 1, -0.5f], 2, t => t with { EntropyBonus = bonus }).ShouldBe(expected, 1e-6);
    }

    /// <summary>The probability is 1/2; each case's ratio is 1/2 over the old probability. Schulman et al. 2017, figure 1.</summary>
    [Theory]
    [InlineData(1, 0.5, -1)]
    [InlineData(1, 0.4, -1.2)]
    [InlineData(1, 0.9, -0.5555556)]
    [InlineData(-1, 0.4, 1.25)]
    [InlineData(-1, 0.9, 0.8)]
    public void ClippedPolicyGradient_OfOneRow_IsTheSmallerOfTheSurrogates(float advantage, double acted, double expected) =>
        Loss("clipped-policy-gradient", [3, 3], 2, [1, advantage, (float)Math.Log(acted)], 3).ShouldBe(expected, 1e-6);

    [Theory]
    [InlineData("preference", Log2)]
    [InlineData("policy-gradient", 1.5 * Log2)]
    [InlineData("clipped-policy-gradient", 1.5)]
    public void OfZeroOutputs_IsTheSizeOfTheLossOfAModelWithoutLearning(string loss, double expected)
    {
        // Advantages 2 and -1, at ratios of 1.
        var task = loss switch
        {
            "preference" => Task(loss, 2, [1, 1, 1, 1], 2, 1) with { OutputSize = 1 },
            "policy-gradient" => Task(loss, 2, [0, 2, 1, -1], 2, 2),
            _ => Task(loss, 2, [0, 2, -(float)Log2, 1, -1, -(float)Log2], 3, 2),
        };
        TrainingLoss.Named(loss).OfZeroOutputs(task).ShouldBe(expected, 1e-6);
    }

    [Theory]
    [InlineData("preference", new float[] { 1, 1, 2, 1 }, 2, "Example 0 has a row of the weight 2")]
    [InlineData("preference", new float[] { 1, 1, 1, 0 }, 2, "Example 0 has the preference 0 at row 1")]
    [InlineData("preference", new float[] { 1, 1.5f, 1, 1.5f }, 2, "Example 0 has the preference 1.5")]
    [InlineData("preference", new float[] { 1, 1, 0, 1 }, 2, "Example 0 has a fragment without steps")]
    [InlineData("preference", new float[] { 1, 1 }, 1, "has 2 numbers a row")]
    [InlineData("policy-gradient", new float[] { 0, 1, 2, 1 }, 2, "Example 1 has the class 2")]
    [InlineData("policy-gradient", new float[] { 0, 1, 1, float.NaN }, 2, "Example 1 has the target NaN at place 1")]
    [InlineData("clipped-policy-gradient", new float[] { 0, 1, -1, 0, 1, 0.5f }, 3, "Example 1 has the log probability 0.5")]
    [InlineData("clipped-policy-gradient", new float[] { 0, 1, 0, 1 }, 2, "has 3 numbers a row")]
    public async Task TrainAsync_WithATargetThatCannotBe_NamesTheExample(string loss, float[] targets, int targetSize, string message)
    {
        var task = Task(loss, 2, targets, targetSize, loss == "preference" ? 1 : 2);
        (await Should.ThrowAsync<WorkFailedException>(() => TrainAsync(task))).Message.ShouldContain(message);
    }

    [Fact]
    public async Task TrainAsync_WithAParameterOutOfItsRange_SaysWhichOne()
    {
        var task = Task("clipped-policy-gradient", 2, [0, 1, -1, 1, 1, -1], 3, 2);
        (await Refused(task with { ClipRange = 0 })).ShouldContain("clip range");
        (await Refused(task with { ClipRange = 1 })).ShouldContain("clip range");
        (await Refused(task with { EntropyBonus = -1 })).ShouldContain("entropy bonus");
        (await Refused(task with { EntropyBonus = double.NaN })).ShouldContain("entropy bonus");
        (await Refused(task with { Learner = new LearnerOptions { Model = new ModelSpec { Kind = "ridge" } } })).ShouldContain("learner.model.kind ridge");
        (await Refused(task with { Loss = "hinge" })).ShouldContain(
            "cross-entropy, squared-error, preference, policy-gradient or clipped-policy-gradient, not 'hinge'");
    }

    [Theory]
    [InlineData("preference", 3)]
    [InlineData("preference", 1)]
    [InlineData("policy-gradient", 2)]
    public async Task TrainAsync_WithExamplesOfTheWrongNumberOfRows_Refuses(string loss, int rows)
    {
        var task = Task(loss, 2, [1, 1, 1, 1], 2, 1);
        var error = await Should.ThrowAsync<WorkFailedException>(() => TrainAsync(task with { Data = task.Data with { RowsPerExample = rows } }));
        error.Message.ShouldBe($"An example of a {loss} loss cannot be {rows} rows.");
    }

    [Theory]
    [InlineData("preference")]
    [InlineData("policy-gradient")]
    [InlineData("clipped-policy-gradient")]
    public void Validate_OfALearnerInASpec_RefusesLossesThatAreNoSupervisedOnes(string loss) =>
        new LearnerOptionsValidator().Validate(new LearnerOptions { Loss = loss }).IsValid.ShouldBeFalse();

    [Fact]
    public async Task TrainAsync_OnPreferences_FindsTheRewardsThatMadeThem()
    {
        // Fragments of one step; the one with the larger input is preferred.
        float[] inputs = [.. Enumerable.Range(0, 40).Select(i => (i * 7 % 40 / 20f) - 1)];
        float[] targets = [.. Enumerable.Range(0, 40).SelectMany(i => new[] { 1f, inputs[i & ~1] > inputs[i | 1] ? 1 : 0 })];
        var task = Task("preference", 40, targets, 2, 1) with
        {
            Learner = new LearnerOptions { Model = new ModelSpec { Hidden = [8], NormalizeInputs = true }, Epochs = 100, BatchSize = 4, Optimizer = new OptimizerOptions { LearningRate = 0.02 } },
            Data = new TrainingData(20, 1, inputs, 2, targets) { RowsPerExample = 2 },
        };

        var trained = await TrainAsync(task);

        trained.EpochLosses[^1].ShouldBeLessThan(0.2);
        var model = new ManagedModelRuntime().Open(trained.Checkpoint);
        model.Loss.ShouldBe("preference");
        var rewards = new float[3];
        model.Forward(3, [-0.9f, 0, 0.9f], rewards);
        rewards.ShouldBe([.. rewards.Order()]);
    }

    [Fact]
    public void Scaling_OfPairsWithPadding_CountsStepsAlone()
    {
        var data = new TrainingData(1, 1, [1, 3, 5, 1000], 2, [1, 1, 1, 1, 1, 1, 0, 1]) { RowsPerExample = 4 };
        TrainingLoss.Named("preference").Scaling(data).Mean.ShouldBe([3f]);
    }

    [Fact]
    public async Task TrainAsync_FromAClassifier_GoesOnAsAPolicy()
    {
        var cloned = await TrainAsync(Task("cross-entropy", 2, [0, 1], 1, 2));
        var policy = await TrainAsync(Task("policy-gradient", 2, [0, 1, 1, -1], 2, 2) with { Start = cloned.Checkpoint });
        new ManagedModelRuntime().Open(policy.Checkpoint).Loss.ShouldBe("policy-gradient");
        var error = await Should.ThrowAsync<InvalidInputException>(
            () => TrainAsync(Task("squared-error", 2, [0, 1, 1, 0], 2, 2) with { Start = cloned.Checkpoint }));
        error.Message.ShouldContain("learner.warmStart");
    }

    private static async Task<string> Refused(TrainingTask task) => (await Should.ThrowAsync<InvalidInputException>(() => TrainAsync(task))).Message;

    private static Task<TrainedModel> TrainAsync(TrainingTask task) =>
        new ManagedTrainer().TrainAsync(task, progress: null, CancellationToken.None).AsTask();

    /// <summary>Rows of one input each.</summary>
    private static TrainingTask Task(string loss, int rows, float[] targets, int targetSize, int outputs)
    {
        var rowsPerExample = loss == "preference" ? 2 : 1;
        float[] inputs = [.. Enumerable.Range(0, rows).Select(i => i / 2f)];
        return new TrainingTask(
            new LearnerOptions { Model = new ModelSpec { Hidden = [3] }, Epochs = 1 },
            new TrainingData(rows / rowsPerExample, 1, inputs, targetSize, targets) { RowsPerExample = rowsPerExample },
            outputs, loss, Seed: 1, Start: null, new Dictionary<string, string>(StringComparer.Ordinal));
    }

    private static double Loss(
        string name, float[] outputs, int columns, float[] targets, int targetSize, Func<TrainingTask, TrainingTask>? with = null, int rowsPerExample = 1)
    {
        var rows = outputs.Length / columns;
        var task = Task(name, rows, targets, targetSize, columns);
        task = (with?.Invoke(task) ?? task) with { Data = task.Data with { Count = rows / rowsPerExample, RowsPerExample = rowsPerExample } };
        var tape = new Tape();
        var (output, target) = (tape.Input(rows, columns), tape.Input(rows, targetSize));
        outputs.CopyTo(output.Value.Span);
        targets.CopyTo(target.Value.Span);
        var loss = TrainingLoss.Named(name).OnTape(output, target, task);
        tape.Forward();
        return loss.Value.Span[0];
    }
}
