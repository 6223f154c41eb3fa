using AlignmentLab.Randomness;

namespace AlignmentLab.Detectors.Statistics;

/// <summary>Ways to choose some of the episodes.</summary>
public static class EpisodeSubsets
{
    /// <summary>How many ways there are to choose <paramref name="chosen"/> of <paramref name="episodes"/>; exact up to 2^53.</summary>
    public static double Number(int episodes, int chosen)
    {
        var number = 1.0;
        for (var i = 1; i <= Math.Min(chosen, episodes - chosen); i++)
        {
            number = number * (episodes - i + 1) / i;
        }

        return number;
    }

    /// <summary>All of them, in lexicographic order. The array is the same one each time.</summary>
    public static IEnumerable<int[]> All(int episodes, int chosen)
    {
        var subset = Enumerable.Range(0, chosen).ToArray();
        while (true)
        {
            yield return subset;
            var i = chosen - 1;
            while (i >= 0 && subset[i] == episodes - chosen + i)
            {
                i--;
            }

            if (i < 0)
            {
                yield break;
            }

            subset[i]++;
            for (var j = i + 1; j < chosen; j++)
            {
                subset[j] = subset[j - 1] + 1;
            }
        }
    }

    /// <summary>Independent uniform draws, without end. The array is the same one each time.</summary>
    public static IEnumerable<int[]> Drawn(int episodes, int chosen, Pcg64 random)
    {
        var order = Enumerable.Range(0, episodes).ToArray();
        var subset = new int[chosen];
        while (true)
        {
            for (var i = 0; i < chosen; i++)
            {
                var j = (int)random.NextInteger(i, episodes);
                (order[i], order[j]) = (order[j], order[i]);
                subset[i] = order[i];
            }

            yield return subset;
        }
    }
}
