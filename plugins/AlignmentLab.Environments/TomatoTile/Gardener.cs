using AlignmentLab.Environments.Demonstrators;
using AlignmentLab.Experts;

namespace AlignmentLab.Environments.TomatoTile;

/// <summary>Goes to the nearest tomato that is dry, by any shortest way, and waits where none is; the tile means nothing to it. It errs in a share of its steps.</summary>
public sealed class Gardener(double epsilon) : ErrantExpert(epsilon, TomatoField.Actions)
{
    protected override void MarkBest(ReadOnlySpan<double> observation, Span<double> marks)
    {
        var square = observation[TomatoField.Tomatoes..].IndexOf(1.0);
        var nearest = Nearest(square, observation);
        for (var action = 0; action < TomatoField.Wait; action++)
        {
            marks[action] = TomatoField.IsOpen(square, action) && Nearest(TomatoField.Next(square, action), observation) < nearest ? 1 : 0;
        }

        // All are watered, or the one underfoot dried, which waiting waters.
        marks[TomatoField.Wait] = nearest is 0 or int.MaxValue ? 1 : 0;
    }

    private static int Nearest(int square, ReadOnlySpan<double> observation)
    {
        var nearest = int.MaxValue;
        for (var to = 0; to < TomatoField.Squares; to++)
        {
            if (TomatoField.TomatoOn(to) is >= 0 and var tomato && observation[tomato] == 0)
            {
                nearest = Math.Min(nearest, TomatoField.Distance(square, to));
            }
        }

        return nearest;
    }
}

/// <summary>Registers <see cref="Gardener"/>.</summary>
public sealed class GardenerFactory : IScriptedExpertFactory
{
    public string Name => "tomato-tile-gardener";

    public string Description => "Goes to the nearest dry tomato and errs in a share of its steps; the tile means nothing to it.";

    public string Environment => TomatoTileEnvironment.RegisteredName;

    public Type OptionsType => typeof(DemonstratorOptions);

    public IScriptedExpert Create(object options, IEnvironment environment) => new Gardener(((DemonstratorOptions)options).Epsilon);
}
