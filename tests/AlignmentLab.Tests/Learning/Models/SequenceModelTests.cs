using AlignmentLab.Engines;
using AlignmentLab.Learning;
using AlignmentLab.Learning.Autograd;
using AlignmentLab.Learning.Checkpoints;
using AlignmentLab.Learning.Models;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Learning.Models;

/// <summary>Models of sequences: the transformer and the n-gram counts.</summary>
public sealed class SequenceModelTests
{
    [Theory]
    [InlineData("sequences")]
    [InlineData("ngram")]
    public async Task Read_TokenByToken_GivesTheBitsOfTheWholeRowWhateverIsBesideIt(string name)
    {
        var model = await TrainedAsync(name);
        var task = GoldenTasks.Named(name);
        var rows = Enumerable.Range(0, task.Data.Count).Select(i => task.Data.Inputs.AsSpan(i * 45, 45).ToArray()).ToList();
        var all = new float[rows.Count * 13];
        model.Forward(rows.Count, [.. rows.SelectMany(r => r)], all);

        foreach (var (row, i) in rows.Select((r, i) => (r, i)).Take(5))
        {
            var alone = new float[13];
            model.Forward(1, row, alone);
            alone.ShouldBe(all.AsSpan(i * 13, 13).ToArray());

            var reading = model.Begin(2);
            var outputs = new float[26];
            foreach (var token in row.Where(t => t >= 0).Select(t => (int)t))
            {
                reading.Read([token == 13 ? 0 : 12 - token, token], outputs);
            }

            outputs[13..].ShouldBe(alone);
        }
    }

    [Fact]
    public async Task Forward_OfATransformer_IsWhatTheTapeComputes()
    {
        var task = GoldenTasks.Named("sequences");
        var trained = await new ManagedTrainer(1).TrainAsync(task, progress: null, TestContext.Current.CancellationToken);
        var network = ModelCheckpoint.Read(trained.Checkpoint).Network;
        var tape = new Tape();
        var inputs = tape.Input(task.Data.Count, 45);
        task.Data.Inputs.CopyTo(inputs.Value.Span);
        var (last, every) = (network.Apply(inputs, everyPosition: false), network.Apply(inputs, everyPosition: true));
        tape.Forward();

        var outputs = new float[task.Data.Count * 13];
        new ManagedModelRuntime().Open(trained.Checkpoint).Forward(task.Data.Count, task.Data.Inputs, outputs);
        outputs.ShouldBe(last.Value.Span.ToArray());
        for (var i = 0; i < task.Data.Count; i++)
        {
            var end = task.Data.Inputs.AsSpan(i * 45, 45).IndexOf(-1f) is >= 0 and var length ? length - 1 : 44;
            every.Value.Span.Slice(((i * 45) + end) * 13, 13).ToArray().ShouldBe(outputs.AsSpan(i * 13, 13).ToArray());
        }
    }

    [Fact]
    public async Task Transformer_OfWhatComesLater_KnowsNothing()
    {
        var model = await TrainedAsync("sequences");
        var row = GoldenTasks.Named("sequences").Data.Inputs[..45];
        var (first, other) = (new float[13], new float[13]);
        var reading = model.Begin(1);
        reading.Read([(int)row[0]], first);
        var another = model.Begin(1);
        another.Read([(int)row[0]], other);
        another.Read([3], new float[13]);
        other.ShouldBe(first);
        reading.Length.ShouldBe(1);
        another.Length.ShouldBe(2);
    }

    [Fact]
    public void Probabilities_OfCounts_AreWittenAndBells()
    {
        var counts = new NgramCounts(order: 2, vocabulary: 2, outputs: 2);
        counts.Add([2], 0);
        counts.Add([2, 0], 0);
        counts.Add([2, 0, 0], 1);
        var p = new double[2];

        // Of one class: two of three are 0, two classes were seen: (2 + 2 / 2) / (3 + 2).
        counts.Probabilities([1], p);
        p.ShouldBe([0.6, 0.4], 1e-12);

        // After a 0, one of each: (1 + 2 * .6) / (2 + 2).
        counts.Probabilities([2, 0], p);
        p.ShouldBe([0.55, 0.45], 1e-12);
    }

    [Fact]
    public async Task Checkpoint_ReadAndWritten_IsTheSameAndGoesOnLearning()
    {
        var task = GoldenTasks.Named("sequences");
        var trained = await new ManagedTrainer(1).TrainAsync(task, null, TestContext.Current.CancellationToken);
        var metadata = AlignmentLab.Artifacts.Safetensors.Read(trained.Checkpoint).Metadata;
        ModelCheckpoint.Read(trained.Checkpoint).Write(metadata["engine"], task.Provenance).ShouldBe(trained.Checkpoint);

        var further = await new ManagedTrainer(1).TrainAsync(task with { Start = trained.Checkpoint }, null, TestContext.Current.CancellationToken);
        further.EpochLosses[0].ShouldBeLessThan(trained.EpochLosses[0]);
    }

    private static async Task<ISequenceModel> TrainedAsync(string task)
    {
        var trained = await new ManagedTrainer(1).TrainAsync(GoldenTasks.Named(task), progress: null, TestContext.Current.CancellationToken);
        return new ManagedModelRuntime().Open(trained.Checkpoint).ShouldBeAssignableTo<ISequenceModel>()!;
    }
}
