using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Numerics;

namespace AlignmentLab.Learning.Models;

/// <summary>
/// How often each class followed the last tokens, for all numbers of tokens below the order; as probabilities smoothed after
/// Witten and Bell (1991, method C), a shorter context standing in for what a longer one has not seen.
/// </summary>
public sealed class NgramCounts
{
    private readonly SortedDictionary<long, SortedDictionary<int, long>> _counts;

    /// <param name="order">Tokens counted together, the class among them, 1 to 8.</param>
    /// <param name="vocabulary">Tokens that can occur; the mark of the beginning is numbered next.</param>
    /// <param name="outputs">Classes.</param>
    /// <exception cref="InvalidInputException">So many tokens cannot be counted together.</exception>
    public NgramCounts(int order, int vocabulary, int outputs)
        : this(order, vocabulary, outputs, [])
    {
    }

    internal NgramCounts(int order, int vocabulary, int outputs, SortedDictionary<long, SortedDictionary<int, long>> counts)
    {
        (Order, Vocabulary, Outputs, _counts) = (order, vocabulary, outputs, counts);
        if (Enumerable.Range(1, order - 1).Aggregate((Int128)1, (all, _) => all * Digits) > long.MaxValue)
        {
            throw new InvalidInputException($"learner.model.order {order} is too many for {vocabulary} tokens to be counted together; lower it.");
        }
    }

    public int Order { get; }

    public int Vocabulary { get; }

    public int Outputs { get; }

    /// <summary>By context, numbered as <see cref="Key"/> says, the classes that followed it, in order.</summary>
    internal IReadOnlyDictionary<long, SortedDictionary<int, long>> Contexts => _counts;

    private long Digits => Vocabulary + 2;

    /// <summary>Counts a class after some tokens.</summary>
    /// <param name="tokens">All from the sequence's beginning; the last of them are what counts.</param>
    public void Add(ReadOnlySpan<int> tokens, int target)
    {
        for (var length = 0; length < Order && length <= tokens.Length; length++)
        {
            var key = Key(tokens[^length..]);
            if (!_counts.TryGetValue(key, out var after))
            {
                _counts[key] = after = [];
            }

            after[target] = after.GetValueOrDefault(target) + 1;
        }
    }

    /// <summary>The probability of each class after some tokens: (c(class) + t p) / (c + t), with t how many classes were seen and p that of the context one shorter.</summary>
    public void Probabilities(ReadOnlySpan<int> tokens, Span<double> probabilities)
    {
        probabilities.Fill(1.0 / Outputs);
        for (var length = 0; length < Order && length <= tokens.Length; length++)
        {
            if (!_counts.TryGetValue(Key(tokens[^length..]), out var after))
            {
                return;
            }

            var (seen, total) = (after.Count, after.Values.Sum());
            foreach (ref var probability in probabilities)
            {
                probability *= (double)seen / (total + seen);
            }

            foreach (var (target, count) in after)
            {
                probabilities[target] += (double)count / (total + seen);
            }
        }
    }

    /// <summary>The logarithms of <see cref="Probabilities"/>.</summary>
    internal void Logits(ReadOnlySpan<int> tokens, Span<float> logits)
    {
        Span<double> probabilities = Outputs <= 512 ? stackalloc double[Outputs] : new double[Outputs];
        Probabilities(tokens, probabilities);
        for (var i = 0; i < Outputs; i++)
        {
            logits[i] = (float)PortableMath.Log(probabilities[i]);
        }
    }

    /// <summary>A context as one number: its tokens plus 1 as digits to the base of the vocabulary plus 2, so that lengths differ too.</summary>
    private long Key(ReadOnlySpan<int> context)
    {
        var key = 0L;
        foreach (var token in context)
        {
            key = (key * Digits) + token + 1;
        }

        return key;
    }
}
