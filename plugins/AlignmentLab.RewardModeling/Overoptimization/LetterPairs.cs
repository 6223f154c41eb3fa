using AlignmentLab.Engines;
using AlignmentLab.Environments;
using AlignmentLab.RewardModeling.Fitting;

namespace AlignmentLab.RewardModeling.Overoptimization;

/// <summary>Pairs of samples with the answers of a noisy annotator who knows the gold reward (Bradley and Terry 1952).</summary>
internal sealed record LetterPairs(byte[][] First, byte[][] Second, bool[] FirstPreferred)
{
    /// <summary>All first strings, all second ones, then the answers, as the source draws them.</summary>
    public static LetterPairs Draw(int count, double temperature, IDrawSource draws)
    {
        var (first, second) = (LetterWorld.Sample(count, draws), LetterWorld.Sample(count, draws));
        var preferred = new bool[count];
        for (var i = 0; i < count; i++)
        {
            preferred[i] = draws.NextDouble() < RewardEnsemble.Sigmoid((LetterWorld.Gold(first[i]) - LetterWorld.Gold(second[i])) / temperature);
        }

        return new LetterPairs(first, second, preferred);
    }

    /// <summary>For the <c>preference</c> loss: fragments of one row each.</summary>
    public TrainingData ForTraining()
    {
        var strings = First.Zip(Second, (a, b) => new[] { a, b }).SelectMany(pair => pair).ToList();
        var targets = FirstPreferred.SelectMany(preferred => new[] { 1f, preferred ? 1 : 0, 1, preferred ? 1 : 0 }).ToArray();
        return new TrainingData(First.Length, LetterFeatures.Size, LetterFeatures.Of(strings), 2, targets) { RowsPerExample = 2 };
    }
}
