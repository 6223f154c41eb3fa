using System.Text.Json.Nodes;
using AlignmentLab.Experts;

namespace AlignmentLab.Environments.MountainCar;

/// <summary>
/// A planner: value iteration over a 61 by 61 grid of positions and velocities, whose transitions it takes from the
/// environment it is given, so that it fits that environment's options. It pushes right where its interpolated advantage
/// over pushing left is positive, and always pushes.
/// </summary>
public sealed class MountainCarExpert : IScriptedExpert
{
    private const int Points = 61;

    /// <summary>Beyond the most steps that any state needs; each sweep looks one step further ahead.</summary>
    private const int Sweeps = 400;

    private const double Left = 0;
    private const double Right = 2;

    private readonly double[] _advantage;

    public MountainCarExpert(IEnvironment environment)
    {
        var (left, right) = (Transitions(environment, Left), Transitions(environment, Right));
        var cost = new double[Points * Points];
        var next = new double[cost.Length];
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            for (var i = 0; i < cost.Length; i++)
            {
                next[i] = 1 + Math.Min(left[i].CostToGo(cost), right[i].CostToGo(cost));
            }

            (cost, next) = (next, cost);
        }

        _advantage = left.Zip(right, (l, r) => l.CostToGo(cost) - r.CostToGo(cost)).ToArray();
    }

    public void Begin(IDrawSource draws)
    {
    }

    public void Act(ReadOnlySpan<double> observation, Span<double> action) =>
        action[0] = Cell.At(observation[0], observation[1]).Interpolate(_advantage) > 0 ? Right : Left;

    private static Transition[] Transitions(IEnvironment environment, double push)
    {
        var transitions = new Transition[Points * Points];
        var observation = new double[2];
        for (var i = 0; i < transitions.Length; i++)
        {
            var position = Between(MountainCarEnvironment.MinPosition, MountainCarEnvironment.MaxPosition, i / Points);
            var velocity = Between(-MountainCarEnvironment.MaxSpeed, MountainCarEnvironment.MaxSpeed, i % Points);
            environment.Restore(new JsonArray(position, velocity), NoDraws.Instance, observation);
            var outcome = environment.Step([push], observation);
            transitions[i] = new Transition(outcome.Terminated, Cell.At(observation[0], observation[1]));
        }

        return transitions;
    }

    private static double Between(double low, double high, int index) => low + ((high - low) * index / (Points - 1));

    private readonly record struct Transition(bool Goal, Cell Next)
    {
        public double CostToGo(double[] cost) => Goal ? 0 : Next.Interpolate(cost);
    }

    /// <summary>A grid cell by its lowest corner, and a place in it by two fractions.</summary>
    private readonly record struct Cell(int Corner, double Position, double Velocity)
    {
        public static Cell At(double position, double velocity)
        {
            var (i, x) = Locate(position, MountainCarEnvironment.MinPosition, MountainCarEnvironment.MaxPosition);
            var (j, y) = Locate(velocity, -MountainCarEnvironment.MaxSpeed, MountainCarEnvironment.MaxSpeed);
            return new Cell((i * Points) + j, x, y);
        }

        public double Interpolate(double[] values) =>
            ((1 - Position) * (((1 - Velocity) * values[Corner]) + (Velocity * values[Corner + 1])))
            + (Position * (((1 - Velocity) * values[Corner + Points]) + (Velocity * values[Corner + Points + 1])));

        private static (int Index, double Fraction) Locate(double value, double low, double high)
        {
            var place = Math.Clamp((value - low) / (high - low), 0, 1) * (Points - 1);
            var index = Math.Min((int)place, Points - 2);
            return (index, place - index);
        }
    }

    private sealed class NoDraws : IDrawSource
    {
        public static readonly NoDraws Instance = new();

        public double NextDouble() => throw new InvalidOperationException("Mountain car's steps draw nothing.");
    }
}
