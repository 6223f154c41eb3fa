namespace AlignmentLab.Environments.Gridworlds.Finite;

/// <summary>
/// Chance that takes every way in turn: run the same rules again while <see cref="NextPath"/> says that there is another way
/// for the questions to be answered. Ways that cannot happen are left out.
/// </summary>
internal sealed class ChanceTree : Chance
{
    private readonly List<(int Answer, int Count)> _path = [];
    private int _depth;

    /// <summary>How likely the questions are answered as they were on this way.</summary>
    public double Probability { get; private set; } = 1;

    public override bool Below(double probability) => Ask(probability);

    /// <inheritdoc/>
    /// <remarks>A draw that is exactly the threshold has probability 0.</remarks>
    public override bool AtMost(double probability) => Ask(probability);

    public override int Choice(int count)
    {
        Probability /= count;
        return Answer(count);
    }

    /// <summary>Begins the next way; false after the last.</summary>
    public bool NextPath()
    {
        (_depth, Probability) = (0, 1);
        while (_path.Count > 0)
        {
            var (answer, count) = _path[^1];
            _path.RemoveAt(_path.Count - 1);
            if (answer + 1 < count)
            {
                _path.Add((answer + 1, count));
                return true;
            }
        }

        return false;
    }

    private bool Ask(double probability)
    {
        if (probability is <= 0 or >= 1)
        {
            return probability >= 1;
        }

        var isSo = Answer(2) == 0;
        Probability *= isSo ? probability : 1 - probability;
        return isSo;
    }

    private int Answer(int count)
    {
        if (_depth == _path.Count)
        {
            _path.Add((0, count));
        }

        return _path[_depth++].Answer;
    }
}
