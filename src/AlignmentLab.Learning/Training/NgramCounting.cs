using AlignmentLab.Engines;
using AlignmentLab.Learning.Models;
using AlignmentLab.Numerics;

namespace AlignmentLab.Learning.Training;

/// <summary>Makes a model of the kind <c>ngram</c>: one pass over the data, without a gradient.</summary>
internal static class NgramCounting
{
    private const int DefaultOrder = 3;

    /// <returns>The counts, and the mean of -log of the probability that they give to the classes counted.</returns>
    public static (NgramCounts Counts, double Loss) Count(TrainingTask task, CancellationToken cancellationToken)
    {
        var counts = new NgramCounts(task.Learner.Model.Order ?? DefaultOrder, SequenceInputs.Vocabulary(task), task.OutputSize);
        foreach (var (tokens, target) in Targets(task))
        {
            cancellationToken.ThrowIfCancellationRequested();
            counts.Add(tokens.Span, target);
        }

        var (loss, count) = (0.0, 0L);
        var probabilities = new double[task.OutputSize];
        foreach (var (tokens, target) in Targets(task))
        {
            cancellationToken.ThrowIfCancellationRequested();
            counts.Probabilities(tokens.Span, probabilities);
            loss -= PortableMath.Log(probabilities[target]);
            count++;
        }

        return (counts, loss / count);
    }

    /// <summary>Each class with all tokens of its row up to its own.</summary>
    private static IEnumerable<(ReadOnlyMemory<int> Tokens, int Target)> Targets(TrainingTask task)
    {
        var width = task.Data.InputSize;
        var tokens = new int[width];
        for (var i = 0; i < task.Data.Count; i++)
        {
            for (var j = 0; j < width; j++)
            {
                tokens[j] = (int)task.Data.Inputs[(i * width) + j];
                if (task.Data.Targets[(i * width) + j] is >= 0 and var target)
                {
                    yield return (tokens.AsMemory(0, j + 1), (int)target);
                }
            }
        }
    }
}
