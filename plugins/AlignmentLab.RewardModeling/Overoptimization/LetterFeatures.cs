namespace AlignmentLab.RewardModeling.Overoptimization;

/// <summary>Letter strings as a reward model sees them: for each place a number a letter, 1 for the letter that stands there.</summary>
internal static class LetterFeatures
{
    public const int Size = LetterWorld.Longest * LetterWorld.Letters;

    /// <summary>Row-major, a row a string.</summary>
    public static float[] Of(IReadOnlyList<byte[]> strings)
    {
        var rows = new float[strings.Count * Size];
        for (var i = 0; i < strings.Count; i++)
        {
            for (var place = 0; place < strings[i].Length; place++)
            {
                rows[(i * Size) + (place * LetterWorld.Letters) + strings[i][place]] = 1;
            }
        }

        return rows;
    }
}
