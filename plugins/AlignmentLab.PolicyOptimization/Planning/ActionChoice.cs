using System.Numerics;
using System.Runtime.InteropServices;
using AlignmentLab.Numerics;

namespace AlignmentLab.PolicyOptimization.Planning;

/// <summary>What a <see cref="PlanRule"/> chooses in each state, many states at once.</summary>
internal sealed class ActionChoice
{
    /// <summary>The logarithm that stands for a probability of 0.</summary>
    public const double Never = -1e9;

    private readonly PlanRule _rule;
    private readonly int _states;
    private readonly int _actions;
    private readonly double[] _logPrior;
    private readonly double[] _prior;
    private readonly double[] _rewards;
    private readonly double[] _ahead;
    private readonly double[] _divergences;
    private readonly double[] _divergence;
    private readonly double[] _weights;
    private readonly double[] _worth;
    private readonly double[] _ranked;

    /// <param name="rewards">Action by action, one number a state.</param>
    /// <param name="logPrior">Likewise.</param>
    public ActionChoice(PlanRule rule, int states, int actions, double[] rewards, double[] logPrior)
    {
        (_rule, _states, _actions) = (rule, states, actions);
        // The last vector of a row reaches into the next row, that of the last row into the padding; what comes of it is not used.
        var padding = Vector<double>.Count;
        PaddedStates = states + padding;
        _logPrior = [.. logPrior, .. new double[padding]];
        _rewards = [.. rewards, .. new double[padding]];
        _ahead = new double[(actions * states) + padding];
        _divergences = new double[(actions * states) + padding];
        _divergence = new double[PaddedStates];
        _prior = Array.ConvertAll(_logPrior, log => log == Never ? 0 : PortableMath.Exp(log));
        (_weights, _worth, _ranked) = (new double[actions], new double[actions], new double[actions]);
    }

    /// <summary>How long vectors of one number a state must be.</summary>
    public int PaddedStates { get; }

    /// <summary>What is to be expected of the state that each action leads to, action by action, one number a state: Q is the reward and what that is worth now.</summary>
    public Span<double> Ahead => _ahead.AsSpan(0, _actions * _states);

    /// <summary>K, likewise.</summary>
    public Span<double> Divergences => _divergences.AsSpan(0, _actions * _states);

    /// <summary>Writes each state's value, the expectation of Q, and its divergence value: KL(policy || prior) and the discounted expectation of K.</summary>
    public void Sweep(double[] values, out double[] divergence)
    {
        divergence = _divergence;
        var (chosen, returns) = (new Vector<double>[_actions], new Vector<double>[_actions]);
        var floor = new Vector<double>(_rule.KlFloor);
        for (var state = 0; state < _states; state += Vector<double>.Count)
        {
            var logSum = Choose(state, chosen, returns);
            var (value, ahead, kl) = (Vector<double>.Zero, Vector<double>.Zero, Vector<double>.Zero);
            for (var action = 0; action < _actions; action++)
            {
                value = Vector.FusedMultiplyAdd(chosen[action], returns[action], value);
                if (_rule.KlPenalty > 0)
                {
                    var counted = Vector.ConditionalSelect(Vector.GreaterThan(chosen[action], floor), chosen[action], Vector<double>.Zero);
                    kl = Vector.FusedMultiplyAdd(counted, Utility(state, action, returns[action]) - logSum, kl);
                    ahead = Vector.FusedMultiplyAdd(chosen[action], At(_divergences, state, action), ahead);
                }
            }

            value.CopyTo(values, state);
            Vector.FusedMultiplyAdd(new Vector<double>(_rule.Discount), ahead, kl).CopyTo(_divergence, state);
        }
    }

    /// <summary>The policy, action by action, one number a state.</summary>
    public double[] Probabilities()
    {
        var probabilities = new double[(_actions * _states) + Vector<double>.Count];
        var (chosen, returns) = (new Vector<double>[_actions], new Vector<double>[_actions]);
        for (var state = 0; state < _states; state += Vector<double>.Count)
        {
            Choose(state, chosen, returns);
            for (var action = _actions - 1; action >= 0; action--)
            {
                for (var lane = 0; lane < Math.Min(Vector<double>.Count, _states - state); lane++)
                {
                    probabilities[(action * _states) + state + lane] = chosen[action][lane];
                }
            }
        }

        return probabilities[..(_actions * _states)];
    }

    // Fills in the probabilities of some states' actions and their Q, and gives the logarithm that the probabilities were divided by.
    private Vector<double> Choose(int state, Vector<double>[] chosen, Vector<double>[] returns)
    {
        var (largest, discount) = (new Vector<double>(double.NegativeInfinity), new Vector<double>(_rule.Discount));
        for (var action = 0; action < _actions; action++)
        {
            returns[action] = Vector.FusedMultiplyAdd(discount, At(_ahead, state, action), At(_rewards, state, action));
            chosen[action] = Utility(state, action, returns[action]) + At(_logPrior, state, action);
            largest = Vector.Max(largest, chosen[action]);
        }

        if (_rule.InverseTemperature is null)
        {
            return _rule is { Quantile: null, BestOf: null } ? First(largest, chosen) : Ranked(state, chosen, returns);
        }

        var sum = Vector<double>.Zero;
        for (var action = 0; action < _actions; action++)
        {
            chosen[action] = VectorMath.Exp(chosen[action] - largest);
            sum += chosen[action];
        }

        for (var action = 0; action < _actions; action++)
        {
            chosen[action] /= sum;
        }

        return largest + VectorMath.Log(sum);
    }

    // The first action whose utility is the largest.
    private static Vector<double> First(Vector<double> largest, Vector<double>[] chosen)
    {
        var free = Vector<double>.One;
        for (var action = 0; action < chosen.Length; action++)
        {
            var taken = Vector.ConditionalSelect(Vector.Equals(chosen[action], largest), free, Vector<double>.Zero);
            chosen[action] = taken;
            free -= taken;
        }

        return largest;
    }

    // By the order of the actions' values; the logarithm is not asked for, since no penalty goes with it.
    private Vector<double> Ranked(int state, Vector<double>[] chosen, Vector<double>[] returns)
    {
        for (var lane = 0; lane < Vector<double>.Count; lane++)
        {
            for (var action = 0; action < _actions; action++)
            {
                (_weights[action], _worth[action]) = (_prior[(action * _states) + state + lane], returns[action][lane]);
            }

            // Lanes beyond the last state hold nothing that could be chosen from.
            if (state + lane >= _states)
            {
                continue;
            }

            if (_rule.Quantile is { } q)
            {
                Quantilizer.Quantilize(_weights, _worth, q, _ranked);
            }
            else
            {
                Quantilizer.BestOf(_weights, _worth, _rule.BestOf!.Value, _ranked);
            }

            for (var action = 0; action < _actions; action++)
            {
                chosen[action] = chosen[action].WithElement(lane, _ranked[action]);
            }
        }

        return Vector<double>.Zero;
    }

    private Vector<double> Utility(int state, int action, Vector<double> returns)
    {
        var t = new Vector<double>(_rule.InverseTemperature ?? 1);
        var utility = _rule.QCap is { } cap ? -SoftPlus((new Vector<double>(cap / (1 - _rule.Discount)) - returns) * t) : returns * t;
        return _rule.KlPenalty > 0 ? utility - (At(_divergences, state, action) * new Vector<double>(_rule.KlPenalty)) : utility;
    }

    // log(1 + exp(x)) without overflow.
    private static Vector<double> SoftPlus(Vector<double> x) =>
        Vector.Max(x, Vector<double>.Zero) + VectorMath.Log(Vector<double>.One + VectorMath.Exp(-Vector.Abs(x)));

    private Vector<double> At(double[] rows, int state, int action) =>
        new(MemoryMarshal.CreateReadOnlySpan(ref rows[(action * _states) + state], Vector<double>.Count));
}
