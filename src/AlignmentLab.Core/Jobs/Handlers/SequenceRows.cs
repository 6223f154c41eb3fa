using AlignmentLab.Engines;

namespace AlignmentLab.Core.Jobs.Handlers;

/// <summary>
/// Labelled states of sequences as a model of sequences learns them: states of which each is the one before it and some tokens more
/// make one row, with a class at each of their last tokens. So k labels along one episode cost one pass and not k.
/// </summary>
internal static class SequenceRows
{
    /// <param name="states">A row of tokens, then -1, a state; one class each.</param>
    /// <returns>A row of tokens an example, and as many classes, -1 where a state is not labelled.</returns>
    public static TrainingData Of(TrainingData states)
    {
        var width = states.InputSize;
        var (rows, classes) = (new List<int>(), new List<float[]>());
        for (var i = 0; i < states.Count; i++)
        {
            var row = Row(states, i);
            if (rows.Count == 0 || !Continues(Row(states, rows[^1]), row))
            {
                rows.Add(i);
                classes.Add(Unlabelled(width));
            }

            rows[^1] = i;
            classes[^1][Math.Max(0, TokenRow.Length(row) - 1)] = states.Targets[i];
        }

        return new TrainingData(rows.Count, width, [.. rows.SelectMany(i => Row(states, i).ToArray())], width, [.. classes.SelectMany(c => c)]);
    }

    private static bool Continues(ReadOnlySpan<float> before, ReadOnlySpan<float> row)
    {
        var length = TokenRow.Length(before);
        return length < TokenRow.Length(row) && row[..length].SequenceEqual(before[..length]);
    }

    private static ReadOnlySpan<float> Row(TrainingData states, int index) => states.Inputs.AsSpan(index * states.InputSize, states.InputSize);

    private static float[] Unlabelled(int width)
    {
        var classes = new float[width];
        Array.Fill(classes, -1);
        return classes;
    }
}
