using AlignmentLab.Engines;

namespace AlignmentLab.Learning.Models;

/// <summary>What a model of sequences is given, checked.</summary>
internal static class TokenRows
{
    /// <summary>Takes a row's tokens.</summary>
    /// <returns>How many there are.</returns>
    /// <exception cref="ArgumentException">The row is no sequence.</exception>
    public static int Read(ReadOnlySpan<float> row, int vocabulary, Span<int> tokens)
    {
        var length = TokenRow.Length(row);
        for (var i = 0; i < length; i++)
        {
            tokens[i] = (int)row[i];
            Check(tokens[i], i, vocabulary);
        }

        return length > 0 ? length : throw new ArgumentException("A row has no token; a sequence has one at least.", nameof(row));
    }

    /// <exception cref="InvalidOperationException">As many tokens have been read as the model looks back at.</exception>
    /// <exception cref="ArgumentException">There is not a token and room for outputs for each sequence, or a token does not exist.</exception>
    public static void CheckStep(int context, int vocabulary, int outputSize, int length, int sequences, ReadOnlySpan<int> tokens, int outputs)
    {
        if (length == context)
        {
            throw new InvalidOperationException($"The model looks back at {context} tokens, which have been read.");
        }

        if (tokens.Length != sequences || outputs != (long)sequences * outputSize)
        {
            throw new ArgumentException($"{sequences} sequences take {sequences} tokens and give {sequences * outputSize} outputs, not {tokens.Length} and {outputs}.", nameof(tokens));
        }

        foreach (var token in tokens)
        {
            Check(token, length, vocabulary);
        }
    }

    private static void Check(int token, int at, int vocabulary)
    {
        if (token < 0 || token > vocabulary || (token == vocabulary && at > 0))
        {
            throw new ArgumentException($"The token {token} at place {at} does not exist; tokens are 0 to {vocabulary - 1}, and {vocabulary} at the beginning.", nameof(token));
        }
    }
}
