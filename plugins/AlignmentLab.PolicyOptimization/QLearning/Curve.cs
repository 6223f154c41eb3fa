namespace AlignmentLab.PolicyOptimization.QLearning;

/// <summary>A long series of episodes as the means of a few equal stretches.</summary>
internal sealed class Curve(int episodes, int most)
{
    private readonly double[] _sums = new double[Math.Min(episodes, most)];
    private readonly int[] _counts = new int[Math.Min(episodes, most)];

    public void Add(int episode, double value)
    {
        var stretch = (int)((long)episode * _sums.Length / episodes);
        _sums[stretch] += value;
        _counts[stretch]++;
    }

    public double[] Means() => [.. _sums.Zip(_counts, (sum, count) => sum / count)];
}
