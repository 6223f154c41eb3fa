using AlignmentLab.Environments;
using AlignmentLab.Errors;

namespace AlignmentLab.PolicyOptimization.Planning;

/// <summary>
/// Finds the policy that a <see cref="PlanRule"/> comes to: sweeps over all states that replace each value by what the rule
/// makes of the values before, until they stand still.
/// </summary>
/// <remarks>
/// A sweep moves most values by nearly the same amount, which by itself would shrink by the discount alone. What is common to
/// them is added up at once after each sweep (MacQueen 1966, "A modified dynamic programming method for Markovian decision problems"); the fixed point is
/// the same. A rule that turns sharply on a value may swing about its fixed point for ever; where the residual does not shrink, that
/// leap is left out and steps are halved.
/// </remarks>
internal sealed class Planner
{
    private readonly IFiniteEnvironment _environment;
    private readonly PlanRule _rule;
    private readonly ActionChoice _choice;
    private readonly double[] _values;
    private readonly double[] _divergences;
    private readonly double[] _next;
    private readonly Pace _pace = new();

    /// <param name="rewards">Action by action, one number a state.</param>
    /// <param name="logPrior">The logarithms of the prior's probabilities, likewise; <see cref="ActionChoice.Never"/> for 0.</param>
    public Planner(IFiniteEnvironment environment, PlanRule rule, double[] rewards, double[] logPrior)
    {
        (_environment, _rule) = (environment, rule);
        _choice = new ActionChoice(rule, environment.StateCount, ((DiscreteSpace)environment.ActionSpace).Count, rewards, logPrior);
        _values = new double[_choice.PaddedStates];
        _divergences = new double[_choice.PaddedStates];
        _next = new double[_choice.PaddedStates];
    }

    public int Sweeps { get; private set; }

    public double Residual { get; private set; }

    /// <summary>The probabilities of the policy, action by action, one number a state.</summary>
    /// <exception cref="WorkFailedException">The values did not come to stand within the sweeps that the rule allows.</exception>
    public double[] Run(Action<double> progress, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Evaluate();
            _choice.Sweep(_next, out var divergence);
            Residual = Move(_values, _next);
            if (_rule.KlPenalty > 0)
            {
                Residual = Math.Max(Residual, Move(_divergences, divergence));
            }

            Sweeps++;
            if (!_pace.Take(Residual))
            {
                Array.Clear(_values);
                Array.Clear(_divergences);
            }

            if (Residual <= _rule.Tolerance)
            {
                Evaluate();
                return _choice.Probabilities();
            }

            if (Sweeps >= _rule.MaxSweeps)
            {
                throw new WorkFailedException(
                    $"Planning did not come to stand: after {Sweeps:N0} sweeps a value still moves by {Residual:G3} (tolerance {_rule.Tolerance:G3}). Raise rule.maxSweeps or rule.tolerance, or lower rule.inverseTemperature.");
            }

            if (Sweeps % 16 == 0)
            {
                progress(Math.Min(0.99, _rule.Tolerance / Residual));
            }
        }
    }

    /// <summary>What is to be expected of a policy over a number of steps from the start.</summary>
    /// <param name="gains">What an action gains in a state, action by action.</param>
    public static double Expected(IFiniteEnvironment environment, double[] probabilities, double[] gains, int steps)
    {
        var states = environment.StateCount;
        var (value, ahead) = (new double[states], new double[gains.Length]);
        for (var step = 0; step < steps; step++)
        {
            environment.ExpectEach(value, ahead);
            Array.Clear(value);
            for (var row = 0; row < gains.Length; row += states)
            {
                Rows.AddExpected(probabilities.AsSpan(row, states), gains.AsSpan(row, states), ahead.AsSpan(row, states), value);
            }
        }

        var start = new double[states];
        environment.StartProbabilities(start);
        var expected = 0.0;
        for (var state = 0; state < states; state++)
        {
            expected += start[state] * value[state];
        }

        return expected;
    }

    // What lies ahead of every action, and K, from the values of the states that it leads to.
    private void Evaluate()
    {
        var states = _environment.StateCount;
        _environment.ExpectEach(_values.AsSpan(0, states), _choice.Ahead);

        if (_rule.KlPenalty > 0)
        {
            _environment.ExpectEach(_divergences.AsSpan(0, states), _choice.Divergences);
        }
    }

    private double Move(double[] values, double[] next)
    {
        var states = _environment.StateCount;
        var (least, most) = Rows.Moved(values.AsSpan(0, states), next.AsSpan(0, states));
        var common = _pace.Leaps ? _rule.Discount / (1 - _rule.Discount) * (least + most) / 2 : 0;
        Rows.Move(values.AsSpan(0, states), next.AsSpan(0, states), _pace.Step, common);
        return Math.Max(Math.Abs(least), Math.Abs(most));
    }
}
