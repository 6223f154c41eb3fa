using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Learning;
using AlignmentLab.Randomness;
using Shouldly;
using Xunit;

namespace AlignmentLab.Compliance.Trainer;

/// <summary>What every trainer and its model runtime do with sequences. An engine enrols by a subclass that makes the two.</summary>
public abstract class SequenceModelCompliance
{
    private const int Context = 7;
    private const int Vocabulary = 4;

    /// <summary>A sequence's outputs may differ so much between a whole row and token by token.</summary>
    protected virtual float Tolerance => 0;

    protected abstract ITrainer Trainer { get; }

    protected abstract IModelRuntime Runtime { get; }

    [Fact]
    public async Task Transformer_OnRowsThatRepeatAnEarlierToken_LearnsToLookBack()
    {
        var model = new ModelSpec { Kind = "transformer", Transformer = new TransformerOptions { Layers = 1, Width = 16, Heads = 2 } };
        (await TrainAsync(model, epochs: 40)).EpochLosses[^1].ShouldBeLessThan(0.05);
    }

    [Fact]
    public async Task Ngram_OnRowsThatRepeatATokenOutOfItsReach_LearnsNothing() =>
        (await TrainAsync(new ModelSpec { Kind = "ngram", Order = 2 }, epochs: 1)).EpochLosses[^1].ShouldBeGreaterThan(1.2);

    [Theory]
    [InlineData("transformer")]
    [InlineData("ngram")]
    public async Task Read_TokenByToken_GivesWhatTheWholeRowDoes(string kind)
    {
        var opened = Runtime.Open((await TrainAsync(new ModelSpec { Kind = kind }, epochs: 1)).Checkpoint);
        var model = opened.ShouldBeAssignableTo<ISequenceModel>().ShouldNotBeNull();
        (model.InputSize, model.OutputSize, model.Vocabulary, model.Loss).ShouldBe((Context, Vocabulary, Vocabulary, "sequence-cross-entropy"));

        var reading = model.Begin(2);
        var (row, whole, outputs) = (new float[Context], new float[Vocabulary], new float[2 * Vocabulary]);
        Array.Fill(row, -1);
        foreach (var (token, other, i) in (ReadOnlySpan<(int, int, int)>)[(4, 4, 0), (1, 2, 1), (0, 3, 2), (3, 3, 3), (1, 0, 4)])
        {
            row[i] = token;
            model.Forward(1, row, whole);
            reading.Read([other, token], outputs);
            reading.Length.ShouldBe(i + 1);
            for (var output = 0; output < Vocabulary; output++)
            {
                Math.Abs(outputs[Vocabulary + output] - whole[output]).ShouldBeLessThanOrEqualTo(Tolerance);
            }
        }
    }

    [Theory]
    [InlineData("transformer")]
    [InlineData("ngram")]
    public async Task Read_OfWhatDoesNotExist_IsRefused(string kind)
    {
        var model = (ISequenceModel)Runtime.Open((await TrainAsync(new ModelSpec { Kind = kind }, epochs: 1)).Checkpoint);
        var (reading, outputs) = (model.Begin(1), new float[Vocabulary]);
        reading.Read([Vocabulary], outputs);
        Should.Throw<ArgumentException>(() => reading.Read([Vocabulary], outputs));
        Should.Throw<ArgumentException>(() => reading.Read([-1], outputs));
        Should.Throw<ArgumentException>(() => reading.Read([1, 2], outputs));
        for (var i = 1; i < Context; i++)
        {
            reading.Read([1], outputs);
        }

        Should.Throw<InvalidOperationException>(() => reading.Read([1], outputs)).Message.ShouldContain($"{Context}");
    }

    [Theory]
    [InlineData(3, 5f, "5 at place 3")]
    [InlineData(3, 4f, "4 at place 3")]
    [InlineData(1, 2.5f, "2.5 at place 1")]
    [InlineData(0, -1f, "has no token")]
    [InlineData(1, -1f, "-1 alone after the end")]
    public async Task TrainAsync_OnRowsThatAreNoSequences_NamesTheExample(int place, float value, string expected)
    {
        var task = Repetition(new ModelSpec { Kind = "transformer" }, epochs: 1);
        task.Data.Inputs[Context + place] = value;
        var error = await Should.ThrowAsync<WorkFailedException>(async () => await Trainer.TrainAsync(task, null, CancellationToken.None));
        error.Message.ShouldContain("Example 1 ");
        error.Message.ShouldContain(expected);
    }

    [Theory]
    [InlineData("mlp", "transformer or ngram")]
    [InlineData("ridge", "transformer or ngram")]
    public async Task TrainAsync_OfSequencesWithAnotherModel_SaysWhichReadThem(string kind, string expected)
    {
        var task = Repetition(new ModelSpec { Kind = kind }, epochs: 1);
        (await Should.ThrowAsync<InvalidInputException>(async () => await Trainer.TrainAsync(task, null, CancellationToken.None))).Message.ShouldContain(expected);
    }

    [Fact]
    public async Task TrainAsync_WithoutAnyClass_IsRefused()
    {
        var task = Repetition(new ModelSpec { Kind = "transformer" }, epochs: 1);
        Array.Fill(task.Data.Targets, -1);
        await Should.ThrowAsync<WorkFailedException>(async () => await Trainer.TrainAsync(task, null, CancellationToken.None));
    }

    private ValueTask<TrainedModel> TrainAsync(ModelSpec model, int epochs) =>
        Trainer.TrainAsync(Repetition(model, epochs), progress: null, TestContext.Current.CancellationToken);

    /// <summary>The token after place 6 is that at place 2, among others that are noise.</summary>
    private static TrainingTask Repetition(ModelSpec model, int epochs)
    {
        const int Rows = 600;
        var draws = new RandomStream(3, "repetition").CreateGenerator();
        var (x, y) = (new float[Rows * Context], new float[Rows * Context]);
        for (var row = 0; row < Rows; row++)
        {
            for (var i = 0; i < Context; i++)
            {
                x[(row * Context) + i] = i == 0 ? Vocabulary : draws.NextInteger(0, Vocabulary);
                y[(row * Context) + i] = i == Context - 1 ? x[(row * Context) + 2] : -1;
            }
        }

        return new TrainingTask(
            new LearnerOptions { Model = model, Epochs = epochs, Optimizer = new OptimizerOptions { LearningRate = 3e-3 } },
            new TrainingData(Rows, Context, x, Context, y), Vocabulary, "sequence-cross-entropy", 1, null, new Dictionary<string, string>(StringComparer.Ordinal));
    }
}
