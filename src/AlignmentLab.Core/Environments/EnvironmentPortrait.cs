using System.Globalization;
using AlignmentLab.Environments;
using AlignmentLab.Environments.Pictures;

namespace AlignmentLab.Core.Environments;

/// <summary>
/// What an environment tells people of itself: the names of its numbers, what its actions are called, and pictures of its
/// states. One that tells nothing, or whose plugin is not installed, has numbered entries and no pictures.
/// </summary>
public sealed class EnvironmentPortrait
{
    private readonly IPicturedEnvironment? _pictured;
    private readonly IReadOnlyList<Quantity> _observation;
    private readonly IReadOnlyList<Quantity> _actions;

    private EnvironmentPortrait(string name, IEnvironment? environment)
    {
        (Name, ActionSpace) = (name, environment?.ActionSpace);
        _pictured = environment as IPicturedEnvironment;
        var described = environment as IDescribedEnvironment;
        (_observation, _actions) = (described?.ObservationEntries ?? [], described?.ActionEntries ?? []);
    }

    /// <summary>The registered name.</summary>
    public string Name { get; }

    /// <summary>Null: the environment's plugin is not installed.</summary>
    public Space? ActionSpace { get; }

    /// <summary>The environment draws its states.</summary>
    public bool HasPictures => _pictured is not null;

    /// <param name="environment">An instance that nobody else uses.</param>
    public static EnvironmentPortrait Of(IEnvironment environment) => new(environment.Name, environment);

    /// <summary>Stands for an environment that cannot be made here.</summary>
    public static EnvironmentPortrait Unknown(string name) => new(name, null);

    /// <summary>What an entry of an observation is, with its unit.</summary>
    public string Observation(int index) => index < _observation.Count ? _observation[index].ToString() : $"feature {index}";

    /// <summary>What a discrete action is, or an entry of a continuous one with its unit.</summary>
    public string Action(int index) => index >= 0 && index < _actions.Count ? _actions[index].ToString() : $"action {index}";

    /// <summary>An action in words: <c>push left</c>, or <c>0.5 N m</c>.</summary>
    public string Say(ReadOnlySpan<double> action)
    {
        if (ActionSpace is DiscreteSpace && action.Length == 1)
        {
            return Action((int)action[0]);
        }

        var values = new string[action.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var unit = i < _actions.Count && _actions[i].Unit.Length > 0 ? " " + _actions[i].Unit : "";
            values[i] = action[i].ToString("0.###", CultureInfo.InvariantCulture) + unit;
        }

        return string.Join(", ", values);
    }

    /// <summary>Draws a state; null where the environment draws none, or fails to.</summary>
    /// <param name="action">The action to show as taken; empty: none.</param>
    public Picture? Draw(ReadOnlySpan<double> observation, ReadOnlySpan<double> action)
    {
        try
        {
            return _pictured?.Draw(observation, action);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // A plugin that cannot draw a state must not hide the rest of the episode.
            return null;
        }
    }
}
