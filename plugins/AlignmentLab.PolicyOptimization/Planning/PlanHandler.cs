using System.Text.Json.Nodes;
using AlignmentLab.Algorithms;
using AlignmentLab.Policies;

namespace AlignmentLab.PolicyOptimization.Planning;

/// <summary>Plans, and works out what is to be expected of the plan.</summary>
internal sealed class PlanHandler : IEffectHandler<PlanRequest, Plan>
{
    public async Task<EffectOutcome<Plan>> HandleAsync(PlanRequest effect, IEffectScope scope, CancellationToken cancellationToken)
    {
        var world = await FiniteWorld.OpenAsync(effect.Environment, effect.Reward, scope, cancellationToken);
        var logPrior = await world.LogsAsync(effect.Prior, cancellationToken);
        var reference = effect.Reference is null ? logPrior : await world.LogsAsync(effect.Reference, cancellationToken);
        var planner = world.Planner(effect.Rule, logPrior);
        var probabilities = planner.Run(fraction => scope.Report(fraction, "planning"), cancellationToken);

        var table = await scope.WriteAsync(PolicyTable.Numbered(world.Actions, StateByState(probabilities, world.States)).ToBytes(), cancellationToken);
        var plan = new Plan(table, world.Return(probabilities), world.Divergence(probabilities, reference), planner.Sweeps, planner.Residual);
        return new EffectOutcome<Plan>(plan, world.HiddenPerformance(probabilities) is { } hidden ? new JsonObject { ["performance"] = hidden } : null);
    }

    private static double[] StateByState(double[] byAction, int states)
    {
        var actions = byAction.Length / states;
        var rows = new double[byAction.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = byAction[(i % actions * states) + (i / actions)];
        }

        return rows;
    }
}
