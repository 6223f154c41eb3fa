using AlignmentLab.Errors;
using AlignmentLab.Experts;

namespace AlignmentLab.Environments.Demonstrators;

/// <summary>
/// Stands for a person who knows what is really wanted: does what is best for the hidden utility of an environment whose dynamics are
/// known, and errs in a share of its steps. Learners see what it does and nothing else.
/// </summary>
/// <remarks>
/// Values are those of value iteration with a discount of <see cref="Discount"/>, until none moves by more than <see cref="Tolerance"/>; actions whose
/// values differ by less than a millionth are equally good. It plans as if it would not err. Meant for small environments: it plans anew for every episode that it is made for.
/// </remarks>
public sealed class CarefulDemonstrator : ErrantExpert
{
    private const double Discount = 0.99;
    private const double Tolerance = 1e-9;
    private const double Alike = 1e-6;

    private readonly IFiniteEnvironment _environment;
    private readonly double[] _worth;

    /// <param name="epsilon">The share of steps that err, in [0, 1].</param>
    /// <exception cref="InvalidInputException">The environment's dynamics, or what it hides, cannot be asked for.</exception>
    public CarefulDemonstrator(double epsilon, IEnvironment environment)
        : base(epsilon, (environment.ActionSpace as DiscreteSpace)?.Count ?? 0)
    {
        _environment = environment is IFiniteEnvironment finite and IFiniteHiddenUtility
            ? finite
            : throw new InvalidInputException($"{CarefulDemonstratorFactory.RegisteredName} plans, and this environment's states are not numbered. Name an expert of its own.");
        _worth = Plan(finite, (IFiniteHiddenUtility)environment, ((DiscreteSpace)environment.ActionSpace).Count);
    }

    protected override void MarkBest(ReadOnlySpan<double> observation, Span<double> marks)
    {
        if (_environment.StateOf(observation) is not (>= 0 and var state))
        {
            return;
        }

        var best = Best(state, marks.Length);
        for (var action = 0; action < marks.Length; action++)
        {
            marks[action] = _worth[(action * _environment.StateCount) + state] >= best - Alike ? 1 : 0;
        }
    }

    // Action by action, one number a state.
    private static double[] Plan(IFiniteEnvironment environment, IFiniteHiddenUtility wanted, int actions)
    {
        var states = environment.StateCount;
        var (utilities, worth, values) = (new double[actions * states], new double[actions * states], new double[states]);
        for (var action = 0; action < actions; action++)
        {
            wanted.HiddenUtilities(action, utilities.AsSpan(action * states, states));
        }

        for (var moved = double.PositiveInfinity; moved > Tolerance;)
        {
            environment.ExpectEach(values, worth);
            for (var i = 0; i < worth.Length; i++)
            {
                worth[i] = utilities[i] + (Discount * worth[i]);
            }

            moved = 0;
            for (var state = 0; state < states; state++)
            {
                var best = double.NegativeInfinity;
                for (var action = 0; action < actions; action++)
                {
                    best = Math.Max(best, worth[(action * states) + state]);
                }

                moved = Math.Max(moved, Math.Abs(best - values[state]));
                values[state] = best;
            }
        }

        return worth;
    }

    private double Best(int state, int actions)
    {
        var best = double.NegativeInfinity;
        for (var action = 0; action < actions; action++)
        {
            best = Math.Max(best, _worth[(action * _environment.StateCount) + state]);
        }

        return best;
    }
}

/// <summary>Registers <see cref="CarefulDemonstrator"/>.</summary>
public sealed class CarefulDemonstratorFactory : IScriptedExpertFactory
{
    internal const string RegisteredName = "careful-demonstrator";

    public string Name => RegisteredName;

    public string Description => "Plans for what is really wanted, where the dynamics are known, and errs in a share of its steps.";

    /// <inheritdoc/>
    /// <remarks>Any; no environment's default.</remarks>
    public string Environment => HumanExpert.AnyEnvironment;

    public Type OptionsType => typeof(DemonstratorOptions);

    public IScriptedExpert Create(object options, IEnvironment environment) => new CarefulDemonstrator(((DemonstratorOptions)options).Epsilon, environment);
}
