using System.Text.Json.Nodes;

namespace AlignmentLab.Environments.Episodes;

/// <summary>
/// What all environments here share: a state of a few named doubles, an episode's life (started, running, over), its step
/// limit, and the state as JSON. A subclass supplies the dynamics.
/// </summary>
public abstract class EpisodicEnvironment : IEnvironment
{
    private readonly double[] _state;
    private readonly StateFormat _format;
    private int _steps;
    private bool _terminated;
    private bool _started;
    private bool _running;

    /// <param name="fields">The names of the state's doubles, in Gymnasium's order.</param>
    /// <param name="maxSteps">After how many steps an episode is truncated, 1 or more.</param>
    protected EpisodicEnvironment(string name, Space observationSpace, Space actionSpace, string[] fields, int maxSteps)
    {
        Name = name;
        ObservationSpace = observationSpace;
        ActionSpace = actionSpace;
        MaxSteps = maxSteps;
        _state = new double[fields.Length];
        _format = new StateFormat(name, fields, maxSteps);
    }

    public string Name { get; }

    public Space ObservationSpace { get; }

    public Space ActionSpace { get; }

    public int MaxSteps { get; }

    public virtual double? HiddenPerformance => null;

    public virtual IReadOnlyList<string>? Board => null;

    /// <summary>The state as it is now: the named doubles.</summary>
    protected ReadOnlySpan<double> State => _state;

    /// <summary>An episode was started or taken up; it may be over.</summary>
    protected bool IsStarted => _started;

    public void Reset(IDrawSource draws, Span<double> observation)
    {
        ArgumentNullException.ThrowIfNull(draws);
        Start(draws, _state);
        Begin(draws, steps: 0, terminated: false, observation);
    }

    public StepOutcome Step(ReadOnlySpan<double> action, Span<double> observation)
    {
        if (!_running)
        {
            throw new InvalidOperationException($"{Name}: the episode is over or was never started. Call Reset first.");
        }

        if (!Accepts(action))
        {
            throw new ArgumentException(
                $"{Name}: [{string.Join(", ", action.ToArray())}] is no action. Expected {ActionSpace.Describe()}.",
                nameof(action));
        }

        _terminated = Advance(_state, action, out var reward);
        var truncated = ++_steps >= MaxSteps;
        _running = !_terminated && !truncated;
        Observe(_state, observation);
        return new StepOutcome(reward, _terminated, truncated);
    }

    public JsonNode SaveState() => _started
        ? _format.Write(_state, _steps, _terminated)
        : throw new InvalidOperationException($"{Name}: there is no state before the first Reset.");

    public void Restore(JsonNode state, IDrawSource draws, Span<double> observation)
    {
        ArgumentNullException.ThrowIfNull(draws);
        Span<double> values = stackalloc double[_state.Length];
        var (steps, terminated) = _format.Read(state, values);
        Validate(values);
        values.CopyTo(_state);
        Begin(draws, steps, terminated, observation);
    }

    /// <summary>Draws an episode's first state, with the original's calls in the original's order.</summary>
    protected abstract void Start(IDrawSource draws, Span<double> state);

    /// <summary>Takes the state one step on and says whether it is terminal.</summary>
    protected abstract bool Advance(Span<double> state, ReadOnlySpan<double> action, out double reward);

    /// <summary>Writes what the learner sees of the state.</summary>
    protected abstract void Observe(ReadOnlySpan<double> state, Span<double> observation);

    /// <summary>Whether <see cref="Step"/> takes this action.</summary>
    protected virtual bool Accepts(ReadOnlySpan<double> action) => ActionSpace.Contains(action);

    /// <summary>Refuses a state (of finite numbers) that no dynamics are defined on.</summary>
    /// <exception cref="Errors.InvalidInputException">The message names the field.</exception>
    protected virtual void Validate(ReadOnlySpan<double> state)
    {
    }

    /// <summary>Keeps the source of an environment that draws while it steps; the first observation follows.</summary>
    protected virtual void Attach(IDrawSource draws)
    {
    }

    private void Begin(IDrawSource draws, int steps, bool terminated, Span<double> observation)
    {
        _steps = steps;
        _terminated = terminated;
        _started = true;
        _running = !terminated && steps < MaxSteps;
        Attach(draws);
        Observe(_state, observation);
    }
}
