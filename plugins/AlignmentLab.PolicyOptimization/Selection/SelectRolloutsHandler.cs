using System.Text.Json.Nodes;
using AlignmentLab.Algorithms;
using AlignmentLab.Errors;
using AlignmentLab.Numerics;
using AlignmentLab.PolicyOptimization.Episodes;
using AlignmentLab.Randomness;

namespace AlignmentLab.PolicyOptimization.Selection;

/// <summary>Plays a pool, and weighs it by each rule. Hidden performance is weighed by the same weights, for audit alone.</summary>
internal sealed class SelectRolloutsHandler : IEffectHandler<SelectRolloutsRequest, SelectedRollouts>
{
    public async Task<EffectOutcome<SelectedRollouts>> HandleAsync(SelectRolloutsRequest effect, IEffectScope scope, CancellationToken cancellationToken)
    {
        if (effect.Rules.FirstOrDefault(r => r.BestOf > effect.Rollouts) is { } beyond)
        {
            throw new InvalidInputException($"{beyond.Name()} cannot be estimated from {effect.Rollouts} rollouts; play as many at least.");
        }

        var player = await EpisodePlayer.OpenAsync(scope, effect.Environment, effect.Policy, effect.Reward, maxSteps: null, cancellationToken);
        var (pool, random) = (new Episode[effect.Rollouts], scope.Random("rollouts"));
        for (var i = 0; i < pool.Length; i++)
        {
            var own = random.Child(i);
            pool[i] = player.Play(own.Child("environment"), own.Child("policy"), cancellationToken);
            scope.Report(0.9 * i / pool.Length, "playing");
        }

        return Outcome(effect, pool, scope.Random("bootstrap"));
    }

    private static EffectOutcome<SelectedRollouts> Outcome(SelectRolloutsRequest effect, Episode[] pool, RandomStream resampling)
    {
        var (returns, visible) = (Array.ConvertAll(pool, e => e.Return), Array.ConvertAll(pool, e => e.VisibleReturn));
        var hidden = pool.Any(e => e.HiddenPerformance is null) ? null : Array.ConvertAll(pool, e => e.HiddenPerformance!.Value);
        var (rules, performance, errors) = (new List<SelectedReturn>(), new JsonObject(), new JsonObject());
        foreach (var rule in effect.Rules)
        {
            var weights = PoolWeights.Of(rule, returns);
            // The same resamples for each rule, so that rules are compared on equal pools.
            var spread = Bootstrap.StandardErrors(rule, effect.Bootstraps, resampling, returns, hidden ?? returns);
            rules.Add(new SelectedReturn(
                rule.Name(), PoolWeights.Expected(weights, returns), spread.OfReturn, PoolWeights.Expected(weights, visible), Divergences.FromUniform(weights), 1 / weights.Sum(w => w * w)));
            if (hidden is not null)
            {
                performance[rule.Name()] = PoolWeights.Expected(weights, hidden);
                errors[rule.Name()] = spread.OfOther;
            }
        }

        var mean = returns.Average();
        var deviation = pool.Length > 1 ? Math.Sqrt(returns.Sum(r => (r - mean) * (r - mean)) / (pool.Length - 1)) : 0;
        return new EffectOutcome<SelectedRollouts>(
            new SelectedRollouts(pool.Sum(e => (long)e.Steps), mean, deviation, rules),
            hidden is null ? null : new JsonObject { ["performance"] = performance, ["performance-standard-error"] = errors });
    }
}
