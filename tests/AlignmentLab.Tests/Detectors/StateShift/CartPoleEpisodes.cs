using AlignmentLab.Compliance;
using AlignmentLab.Environments;
using AlignmentLab.Environments.CartPole;
using AlignmentLab.Randomness;

namespace AlignmentLab.Tests.Detectors.StateShift;

/// <summary>States visited on CartPole, by its expert and by a policy that loses its way.</summary>
internal static class CartPoleEpisodes
{
    private const int Steps = 200;

    public static DetectorHistory History()
    {
        var environment = new CartPoleEnvironment(new CartPoleOptions());
        return new DetectorHistory(new EnvironmentInfo(
            new EnvironmentRef(environment.Name, []), environment.ObservationSpace, environment.ActionSpace, environment.MaxSteps));
    }

    public static IReadOnlyList<double[]> OfExpert(Pcg64 random, int episodes) => [.. Enumerable.Range(0, episodes).Select(_ => Play(random, 0))];

    /// <summary>The expert whose every third action, on average, is the other one.</summary>
    public static IReadOnlyList<double[]> OfDrifter(Pcg64 random, int episodes) => [.. Enumerable.Range(0, episodes).Select(_ => Play(random, 1.0 / 3))];

    private static double[] Play(Pcg64 random, double errors)
    {
        var (environment, expert) = (new CartPoleEnvironment(new CartPoleOptions()), new CartPoleExpert());
        var (states, observation, action) = (new List<double>(), new double[4], new double[1]);
        environment.Reset(random, observation);
        for (var step = 0; step < Steps; step++)
        {
            states.AddRange(observation);
            expert.Act(observation, action);
            if (errors > 0 && random.NextDouble() < errors)
            {
                action[0] = 1 - action[0];
            }

            if (environment.Step(action, observation).Done)
            {
                break;
            }
        }

        return [.. states];
    }
}
