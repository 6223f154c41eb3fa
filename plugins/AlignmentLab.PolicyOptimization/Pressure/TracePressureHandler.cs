using System.Text.Json.Nodes;
using AlignmentLab.Algorithms;
using AlignmentLab.Errors;
using AlignmentLab.PolicyOptimization.Planning;

namespace AlignmentLab.PolicyOptimization.Pressure;

/// <summary>Plans at one strength after another; keeps figures and no policies.</summary>
internal sealed class TracePressureHandler : IEffectHandler<TracePressureRequest, PressureTrace>
{
    public async Task<EffectOutcome<PressureTrace>> HandleAsync(TracePressureRequest effect, IEffectScope scope, CancellationToken cancellationToken)
    {
        var world = await FiniteWorld.OpenAsync(effect.Environment, effect.Reward, scope, cancellationToken);
        var logPrior = await world.LogsAsync(effect.Prior, cancellationToken);
        var (points, hidden) = (new List<PressurePoint>(), new JsonObject());
        var search = new PressureSearch(effect.Method.Rule, rule => Settled(world, effect.Method with { Rule = rule }, logPrior, cancellationToken));
        if (effect.Divergences.Count == 0)
        {
            Add(null, Plan(world, effect.Method, logPrior, cancellationToken));
        }

        foreach (var nats in effect.Divergences)
        {
            Add(nats, search.Nearest(nats) ?? throw new WorkFailedException($"No strength of {effect.Method.Name} that was tried came to stand. Raise the rule's maxSweeps or tolerance."));
            scope.Report((double)points.Count / effect.Divergences.Count, effect.Method.Name);
        }

        return new EffectOutcome<PressureTrace>(
            new PressureTrace(points, Math.Max(1, search.Plans), search.Unsettled), hidden.Count == 0 ? null : new JsonObject { ["performance"] = hidden });

        void Add(double? asked, PressurePlan plan)
        {
            var point = new PressurePoint(asked, plan.Divergence, plan.Return, StrengthSearch.Of(plan.Rule));
            points.Add(point);
            if (plan.Hidden is { } performance)
            {
                hidden[point.NameOf(effect.Method)] = performance;
            }
        }
    }

    private static PressurePlan? Settled(FiniteWorld world, PressureMethod method, double[] logPrior, CancellationToken cancellationToken)
    {
        try
        {
            return Plan(world, method, logPrior, cancellationToken);
        }
        catch (WorkFailedException)
        {
            return null;
        }
    }

    private static PressurePlan Plan(FiniteWorld world, PressureMethod method, double[] logPrior, CancellationToken cancellationToken)
    {
        var probabilities = world.Planner(method.Rule, logPrior).Run(static _ => { }, cancellationToken);
        for (var round = 0; round < method.HalfwayRounds; round++)
        {
            var met = probabilities.Select((p, i) => FiniteWorld.LogOf((p + ProbabilityOf(logPrior[i])) / 2)).ToArray();
            probabilities = world.Planner(method.Rule, met).Run(static _ => { }, cancellationToken);
        }

        return new PressurePlan(method.Rule, world.Divergence(probabilities, logPrior), world.Return(probabilities), world.HiddenPerformance(probabilities));
    }

    private static double ProbabilityOf(double log) => log == ActionChoice.Never ? 0 : Numerics.PortableMath.Exp(log);
}
