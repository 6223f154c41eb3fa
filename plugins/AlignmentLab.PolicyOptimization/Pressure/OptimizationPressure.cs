using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Learning;
using AlignmentLab.Policies;
using AlignmentLab.Rewards;

namespace AlignmentLab.PolicyOptimization.Pressure;

/// <summary>
/// Optimises a finite environment's visible reward in several ways, each ever further from the same prior, and measures them at equal
/// divergences: what Gao, Schulman and Hilton 2022 do for best of n and reinforcement learning, exactly, and for more ways.
/// <list type="number">
/// <item>Take a prior: acting at random, the expert, or an imitation of the expert.</item>
/// <item>Plan as Boltzmann, with a KL penalty, with a penalty and a cap, by quantiles, as the best of n, and meeting halfway, until each plan has each divergence.</item>
/// <item>Measure the visible return of each; hidden performance is recorded beside it, for audit.</item>
/// </list>
/// </summary>
/// <remarks>See <see cref="Planning.PlanRule"/> for the rules, and <see cref="Planning.ExactPlanning"/> for what meeting halfway is here.</remarks>
public sealed class OptimizationPressure : IAlgorithm<OptimizationPressureOptions>
{
    public async Task RunAsync(OptimizationPressureOptions o, IRunContext run)
    {
        // 1.
        var prior = o.Prior switch
        {
            PressurePrior.Uniform => new UniformPolicy(),
            PressurePrior.Expert => run.Expert.AsPolicy(),
            _ => new SoftmaxPolicy(await run.StartPolicyAsync(PolicyStart.Imitation, o.Imitation, o.Imitation.Learner)),
        };

        // 2.
        List<(PressureMethod Method, IReadOnlyList<double> Divergences)> asked =
        [
            (new PressureMethod("prior", o.Rule() with { InverseTemperature = 0 }), []),
            (new PressureMethod("unlimited", o.Rule()), []),
            .. o.Methods().Select(m => (m, o.Divergences)),
        ];
        var traces = await run.PerformAllAsync<PressureTrace>(
            [.. asked.Select(a => new TracePressureRequest(run.Environment.Reference, new EnvironmentReward(), prior, a.Method, a.Divergences))]);

        // 3.
        foreach (var (trace, (method, _)) in traces.Zip(asked))
        {
            foreach (var point in trace.Points)
            {
                await run.MeasureAsync($"{point.NameOf(method)}-return", point.Return, point.Divergence, "return");
                await run.MeasureAsync($"{point.NameOf(method)}-divergence", point.Divergence, unit: "nats an episode");
            }
        }
    }
}
