using System.Globalization;
using System.Text;
using AlignmentLab.Core.Rollouts;
using AlignmentLab.Dashboard.Charts;

namespace AlignmentLab.Dashboard.Rollouts;

/// <summary>An episode's rewards over time as paths of a fixed size, whatever its length, made once for all frames.</summary>
public sealed class EpisodeSketch
{
    public const int Width = 640;
    public const int Height = 92;

    /// <summary>The strip at the bottom in which differing labels are marked.</summary>
    public const int MarkHeight = 14;

    private const int MostColumns = 320;

    private readonly Axis _x, _y;

    public EpisodeSketch(ShownEpisode episode)
    {
        var rewards = episode.Trajectory.Rewards;
        _x = new Axis(0, Math.Max(1, episode.Steps), 0, Width, 1);
        _y = Axis.Over(rewards.Append(0), Height - MarkHeight - 4, 6, 2, round: false);
        (Low, High) = (_y.Low, _y.High);
        Rewards = Path(rewards);
        Marks = MarkPath(episode.Differences);
    }

    /// <summary>The least value of the axis.</summary>
    public double Low { get; }

    /// <summary>The largest value of the axis.</summary>
    public double High { get; }

    /// <summary>The path of the rewards; where several steps share a column, from their least to their largest.</summary>
    public string Rewards { get; }

    /// <summary>The path of the marks of differing labels, a triangle each; several that would overlap are one.</summary>
    public string Marks { get; }

    /// <summary>Where no reward lies: a reward of 0.</summary>
    public string Zero => _y.Text(0);

    /// <summary>Where a state lies from left to right.</summary>
    public string X(int state) => _x.Text(state);

    private string Path(double[] rewards)
    {
        var path = new StringBuilder();
        var columns = Math.Min(rewards.Length, MostColumns);
        for (var column = 0; column < columns; column++)
        {
            var (from, to) = ((int)((long)column * rewards.Length / columns), (int)((long)(column + 1) * rewards.Length / columns));
            var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
            for (var i = from; i < to; i++)
            {
                (low, high) = (Math.Min(low, rewards[i]), Math.Max(high, rewards[i]));
            }

            // A reward holds for the whole of its step.
            Add(path, from, low, column == 0);
            if (high > low)
            {
                Add(path, from, high, false);
            }

            Add(path, to, high, false);
        }

        return path.ToString();
    }

    private void Add(StringBuilder path, int state, double reward, bool first) =>
        path.Append(first ? 'M' : 'L').Append(_x.Text(state)).Append(' ').Append(_y.Text(reward));

    private string MarkPath(IReadOnlyList<int> states)
    {
        var path = new StringBuilder();
        var last = double.NegativeInfinity;
        foreach (var state in states)
        {
            var x = _x.At(state);
            if (x - last >= 2)
            {
                last = x;
                path.Append(CultureInfo.InvariantCulture, $"M{x:0.#} {Height - MarkHeight}l4 {MarkHeight - 4}h-8Z");
            }
        }

        return path.ToString();
    }
}
