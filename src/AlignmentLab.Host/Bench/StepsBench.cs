using System.Diagnostics;
using AlignmentLab.Environments;
using AlignmentLab.Randomness;

namespace AlignmentLab.Host.Bench;

/// <summary>
/// How many steps a second an environment takes under random actions on one thread, through <see cref="IEnvironment"/>,
/// with resets and the draws of the actions counted in. Its counterpart is <c>eng/baselines/gym_steps.py</c>.
/// </summary>
internal sealed class StepsBench : IBench
{
    private const int StepsPerRound = 2_000_000;

    /// <summary>The best of these is reported: the others were disturbed, or ran before the code was optimised.</summary>
    private const int Rounds = 5;

    private const string Compared = "CartPole-v1";

    private static readonly string[] Environments = ["CartPole-v1", "MountainCar-v0", "Acrobot-v1", "Pendulum-v1", "CopyChain"];

    public string Name => "steps";

    public async Task<IReadOnlyList<BenchRow>> RunAsync(BenchContext context)
    {
        var rows = new List<BenchRow>();
        foreach (var name in Environments)
        {
            var factory = context.Environment(name);
            var environment = factory.Create(Activator.CreateInstance(factory.OptionsType)!);
            var best = Enumerable.Range(0, Rounds).Max(round => StepsPerSecond(environment, new RandomStream((ulong)round, name)));
            var baseline = name == Compared ? await context.Baseline("gym_steps.py", ["5"]) : null;
            rows.Add(baseline is null
                ? BenchRow.Alone($"steps/{name}", "steps/s", best)
                : BenchRow.Beside($"steps/{name}", "steps/s", best, (double)baseline["value"]!));
        }

        return rows;
    }

    private static double StepsPerSecond(IEnvironment environment, RandomStream stream)
    {
        var draws = stream.CreateGenerator();
        var observation = new double[environment.ObservationSpace.Dimension];
        var action = new double[environment.ActionSpace.Dimension];
        var started = Stopwatch.GetTimestamp();
        environment.Reset(draws, observation);
        for (var step = 0; step < StepsPerRound; step++)
        {
            Draw(environment.ActionSpace, draws, action);
            if (environment.Step(action, observation).Done)
            {
                environment.Reset(draws, observation);
            }
        }

        return StepsPerRound / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static void Draw(Space space, Pcg64 draws, double[] action)
    {
        if (space is DiscreteSpace discrete)
        {
            action[0] = draws.NextInteger(0, discrete.Count);
            return;
        }

        var box = (BoxSpace)space;
        for (var i = 0; i < action.Length; i++)
        {
            action[i] = draws.NextUniform(box.Low[i], box.High[i]);
        }
    }
}
