using System.Diagnostics;
using AlignmentLab.Environments;
using AlignmentLab.Randomness;

namespace AlignmentLab.Host.Bench;

/// <summary>
/// How many steps a second an environment takes under random actions on one thread, through <see cref="IEnvironment"/>,
/// with resets and the draws of the actions counted in. Beside it stand Gymnasium (<c>eng/baselines/gym_steps.py</c>) and
/// DeepMind's gridworlds (<c>eng/baselines/gridworld_steps.py</c>).
/// </summary>
internal sealed class StepsBench : IBench
{
    private const int StepsPerRound = 2_000_000;

    /// <summary>The best of these is reported: the others were disturbed, or ran before the code was optimised.</summary>
    private const int Rounds = 5;

    private static readonly Baseline Gymnasium = new("gym_steps.py", "5");

    private static readonly (string Environment, Baseline? Baseline)[] Compared =
    [
        ("CartPole-v1", Gymnasium),
        ("MountainCar-v0", null),
        ("Acrobot-v1", null),
        ("Pendulum-v1", null),
        ("CopyChain", null),
        .. new[]
        {
            "boat-race", "absent-supervisor", "distributional-shift", "whisky-gold", "tomato-watering", "side-effects-sokoban",
            "safe-interruptibility", "island-navigation", "conveyor-belt", "friend-foe", "rocks-diamonds",
        }.Select(name => (name, (Baseline?)new Baseline("gridworld_steps.py", name, "2"))),
    ];

    public string Name => "steps";

    public async Task<IReadOnlyList<BenchRow>> RunAsync(BenchContext context)
    {
        var rows = new List<BenchRow>();
        var missing = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, baseline) in Compared)
        {
            var factory = context.Environment(name);
            var environment = factory.Create(Activator.CreateInstance(factory.OptionsType)!);
            var best = Enumerable.Range(0, Rounds).Max(round => StepsPerSecond(environment, new RandomStream((ulong)round, name)));
            rows.Add(await ValueAsync(context, baseline, missing) is { } value
                ? BenchRow.Beside($"steps/{name}", "steps/s", best, value)
                : BenchRow.Alone($"steps/{name}", "steps/s", best));
        }

        return rows;
    }

    // A script that could not be run once is not tried again: what it needs is not here.
    private static async Task<double?> ValueAsync(BenchContext context, Baseline? baseline, HashSet<string> missing)
    {
        if (baseline is null || missing.Contains(baseline.Script))
        {
            return null;
        }

        if (await context.Baseline(baseline.Script, baseline.Arguments) is { } result)
        {
            return (double)result["value"]!;
        }

        missing.Add(baseline.Script);
        return null;
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

    private sealed record Baseline(string Script, params string[] Arguments);
}
