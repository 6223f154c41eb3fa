using AlignmentLab.Algorithms;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Learning;

namespace AlignmentLab.Imitation.Chunks;

/// <summary>
/// A model that is trained to tell the expert's continuation of a text from the policy's own, after each of its tokens. It learns
/// on one half of the continuations and is judged on the other; the policy's training sees neither.
/// </summary>
internal sealed class Discriminator(IEffectScope scope, LearnerOptions learner, int tokens, int width)
{
    public async Task<(double Area, double Error)[]> AreasAsync(
        IReadOnlyList<Continuation> byExpert, IReadOnlyList<Continuation> byPolicy, int length, CancellationToken cancellationToken)
    {
        if (learner.Model.Kind != "transformer")
        {
            throw new WorkFailedException($"discriminator.model.kind must be transformer, which tells after each token; it is {learner.Model.Kind}.");
        }

        var half = byExpert.Count / 2;
        var model = learner.Model with { Transformer = (learner.Model.Transformer ?? new TransformerOptions()) with { Vocabulary = tokens } };
        var trained = await scope.Trainer.TrainAsync(
            new TrainingTask(
                learner with { Model = model }, Data([.. byExpert.Take(half)], [.. byPolicy.Take(half)], length), 2, "sequence-cross-entropy", scope.Seed("discriminator"), null,
                new Dictionary<string, string>(StringComparer.Ordinal) { ["purpose"] = "discriminator" }),
            progress: null, cancellationToken);
        var opened = (ISequenceModel)await scope.OpenModelAsync(await scope.WriteAsync(trained.Checkpoint, cancellationToken), cancellationToken);
        return MeasureContinuationsHandler.Areas(Judged(byExpert.Skip(half)), Judged(byPolicy.Skip(half)));

        IReadOnlyList<double[]> Judged(IEnumerable<Continuation> continuations) => [.. continuations.Select(c => Scores(opened, c, length))];
    }

    private TrainingData Data(IReadOnlyList<Continuation> byExpert, IReadOnlyList<Continuation> byPolicy, int length)
    {
        var count = byExpert.Count + byPolicy.Count;
        var (inputs, classes) = (new float[count * width], new float[count * width]);
        Array.Fill(classes, -1);
        foreach (var (continuation, i) in byExpert.Concat(byPolicy).Select((c, i) => (c, i)))
        {
            for (var j = 0; j < width; j++)
            {
                inputs[(i * width) + j] = (float)continuation.Last[j];
            }

            classes.AsSpan((i * width) + continuation.Start + 1, length).Fill(i < byExpert.Count ? 1 : 0);
        }

        return new TrainingData(count, width, inputs, width, classes);
    }

    private static double[] Scores(ISequenceModel model, Continuation continuation, int length)
    {
        var (reading, outputs, scores) = (model.Begin(1), new float[2], new double[length]);
        for (var place = 0; place <= continuation.Start + length; place++)
        {
            reading.Read([(int)continuation.Last[place]], outputs);
            if (place > continuation.Start)
            {
                scores[place - continuation.Start - 1] = (double)outputs[1] - outputs[0];
            }
        }

        return scores;
    }
}
