using AlignmentLab.Environments;
using AlignmentLab.Randomness;
using AlignmentLab.Rewards;

namespace AlignmentLab.RewardModeling.Attacks;

/// <summary>
/// Searches all inputs of one step: many at random, then from the best one coordinate after the other, by steps that halve when
/// none of them helps.
/// </summary>
internal sealed class FreeSearch
{
    private const double FirstStep = 0.25;
    private const double LastStep = 1e-3;

    private readonly IRewardFunction _reward;
    private readonly SearchedSpace _observations;
    private readonly SearchedSpace _actions;
    private readonly SearchedSpace[] _coordinates;
    private readonly double[] _input;
    private long _tried;

    public FreeSearch(IRewardFunction reward, EnvironmentInfo environment, double unboundedAs)
    {
        _reward = reward;
        (_observations, _actions) = (new SearchedSpace(environment.ObservationSpace, unboundedAs), new SearchedSpace(environment.ActionSpace, unboundedAs));
        _coordinates =
        [
            .. Enumerable.Repeat(_observations, _observations.Dimension), .. Enumerable.Repeat(_actions, _actions.Dimension),
            .. Enumerable.Repeat(_observations, _observations.Dimension),
        ];
        _input = new double[_coordinates.Length];
    }

    private int Action => _observations.Dimension;

    private int Next => _observations.Dimension + _actions.Dimension;

    public FreeInput Run(int samples, Pcg64 draws, CancellationToken cancellationToken)
    {
        var (best, bestReward) = (new double[_input.Length], double.NegativeInfinity);
        for (var i = 0; i < samples; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _observations.Draw(draws, _input.AsSpan(..Action));
            _actions.Draw(draws, _input.AsSpan(Action..Next));
            _observations.Draw(draws, _input.AsSpan(Next..));
            if (Reward() is var reward && reward > bestReward)
            {
                _input.CopyTo(best, 0);
                bestReward = reward;
            }
        }

        best.CopyTo(_input, 0);
        for (var step = FirstStep; step > LastStep; cancellationToken.ThrowIfCancellationRequested())
        {
            var before = bestReward;
            for (var i = 0; i < _input.Length; i++)
            {
                bestReward = ClimbAlong(i, bestReward, step);
            }

            step = bestReward > before ? step : step / 2;
        }

        return new FreeInput(bestReward, _input[..Action], _input[Action..Next], _input[Next..], _tried);
    }

    /// <summary>Leaves the best of the neighbours along one coordinate in the input, if one is better.</summary>
    private double ClimbAlong(int coordinate, double best, double step)
    {
        var center = _input[coordinate];
        var chosen = center;
        var offset = coordinate < Action ? coordinate : coordinate < Next ? coordinate - Action : coordinate - Next;
        foreach (var neighbour in _coordinates[coordinate].Neighbours(offset, center, step))
        {
            _input[coordinate] = neighbour;
            if (Reward() is var reward && reward > best)
            {
                (best, chosen) = (reward, neighbour);
            }
        }

        _input[coordinate] = chosen;
        return best;
    }

    private double Reward()
    {
        _tried++;
        return _reward.Reward(_input.AsSpan(..Action), _input.AsSpan(Action..Next), _input.AsSpan(Next..), visible: 0);
    }
}
