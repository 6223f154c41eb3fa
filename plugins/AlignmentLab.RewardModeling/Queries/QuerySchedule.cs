namespace AlignmentLab.RewardModeling.Queries;

/// <summary>How many queries are asked in which round.</summary>
public static class QuerySchedule
{
    /// <summary>As many in each.</summary>
    public static int[] Constant(int rounds, int queriesPerRound) => [.. Enumerable.Repeat(queriesPerRound, rounds)];

    /// <summary>
    /// A share in the first round, and the rest at a rate that falls as h / (t + h) (Christiano et al. 2017, appendix A.1, where t counts frames
    /// and here rounds of improvement; the later rounds' counts are rounded so that all are asked).
    /// </summary>
    /// <param name="rounds">1 or more; with one, all are asked in it.</param>
    /// <param name="total">0 or more.</param>
    /// <param name="firstShare">In (0, 1).</param>
    /// <param name="halvedAfter">h, more than 0.</param>
    public static int[] Falling(int rounds, int total, double firstShare, double halvedAfter)
    {
        var queries = new int[rounds];
        queries[0] = rounds == 1 ? total : (int)Math.Round(firstShare * total);
        var rates = Enumerable.Range(0, rounds - 1).Select(t => halvedAfter / (t + halvedAfter)).ToArray();
        var (rest, all, asked, due) = (total - queries[0], rates.Sum(), 0, 0.0);
        for (var t = 0; t < rates.Length; t++)
        {
            due += rest * rates[t] / all;
            queries[t + 1] = (t == rates.Length - 1 ? rest : (int)Math.Round(due)) - asked;
            asked += queries[t + 1];
        }

        return queries;
    }
}
