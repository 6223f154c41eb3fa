using AlignmentLab.Environments.Episodes;
using AlignmentLab.Experts;
using AlignmentLab.Randomness;

namespace AlignmentLab.Environments.TomatoTile;

/// <summary>Goes any way that is open, or waits, each as likely: the source's prior, from which policies are kept from straying.</summary>
public sealed class Wanderer : IDistributionExpert
{
    private readonly double[] _choices = new double[TomatoField.Actions];
    private IDrawSource? _draws;

    public void Begin(IDrawSource draws) => _draws = draws;

    public void Act(ReadOnlySpan<double> observation, Span<double> action)
    {
        Distribution(observation, _choices);
        action[0] = _draws!.NextChoice(_choices);
    }

    public void Distribution(ReadOnlySpan<double> observation, Span<double> probabilities)
    {
        var square = observation[TomatoField.Tomatoes..].IndexOf(1.0);
        var open = 0;
        for (var action = 0; action < TomatoField.Actions; action++)
        {
            open += TomatoField.IsOpen(square, action) ? 1 : 0;
        }

        for (var action = 0; action < TomatoField.Actions; action++)
        {
            probabilities[action] = TomatoField.IsOpen(square, action) ? 1.0 / open : 0;
        }
    }
}

/// <summary>Registers <see cref="Wanderer"/>.</summary>
public sealed class WandererFactory() : ScriptedExpertFactory(
    "tomato-tile-wanderer",
    TomatoTileEnvironment.RegisteredName,
    "Goes any open way or waits, each as likely; expected return 530.79, 519.65 of it true.")
{
    public override IScriptedExpert Create(object options, IEnvironment environment) => new Wanderer();
}
