using AlignmentLab.Environments;

namespace AlignmentLab.Learning;

/// <summary>Writes a state, its time and an action as a model of what comes of them sees it, in training as in use.</summary>
/// <remarks>
/// Where actions are choices each has a block of its own (observation, time, 1), and the blocks of the others are 0: so even a
/// linear model weighs a state differently for each choice. Else observation, time and the numbers of the action follow one
/// another. The time is the share of <see cref="EnvironmentInfo.MaxSteps"/> that is over, in [0, 1).
/// </remarks>
public sealed class StateActionFeatures(EnvironmentInfo environment)
{
    private readonly int _seen = environment.ObservationSpace.Dimension;
    private readonly int? _choices = (environment.ActionSpace as DiscreteSpace)?.Count;

    /// <summary>Numbers a row.</summary>
    public int Size { get; } = environment.ActionSpace is DiscreteSpace choices
        ? choices.Count * (environment.ObservationSpace.Dimension + 2)
        : environment.ObservationSpace.Dimension + 1 + environment.ActionSpace.Dimension;

    /// <param name="step">How many steps of the episode are over.</param>
    /// <param name="features">Takes <see cref="Size"/> numbers.</param>
    public void Write(ReadOnlySpan<double> observation, int step, ReadOnlySpan<double> action, Span<float> features)
    {
        features.Clear();
        var block = _choices is null ? features : features.Slice((int)action[0] * (_seen + 2), _seen + 2);
        for (var i = 0; i < _seen; i++)
        {
            block[i] = (float)observation[i];
        }

        block[_seen] = (float)((double)step / environment.MaxSteps);
        if (_choices is not null)
        {
            block[_seen + 1] = 1;
            return;
        }

        for (var i = 0; i < action.Length; i++)
        {
            block[_seen + 1 + i] = (float)action[i];
        }
    }
}
