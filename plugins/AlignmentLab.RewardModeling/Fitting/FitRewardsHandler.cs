using AlignmentLab.Algorithms;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Rewards;
using AlignmentLab.Serialization;

namespace AlignmentLab.RewardModeling.Fitting;

/// <summary>Trains the members one after the other, and judges their mean prediction on the pairs held out.</summary>
internal sealed class FitRewardsHandler : IEffectHandler<FitRewardsRequest, RewardFit>
{
    public async Task<EffectOutcome<RewardFit>> HandleAsync(FitRewardsRequest effect, IEffectScope scope, CancellationToken cancellationToken)
    {
        var o = effect.Options;
        AnswerChecks.Check(effect.Pairs);
        var reader = new FragmentReader(scope);
        var (pairs, shares) = (new List<ReadPair>(), new List<double>());
        foreach (var compared in effect.Pairs)
        {
            if (compared.ShareForFirst() is { } share)
            {
                pairs.Add(await reader.ReadAsync(compared.Pair, cancellationToken));
                shares.Add(share);
            }
        }

        var order = scope.Random("held-out").CreateGenerator().Permutation(pairs.Count);
        var heldOut = order[..(int)Math.Round(o.HeldOutShare * pairs.Count)];
        var training = order[heldOut.Length..];
        var data = new PreferenceData(new RewardFeatures(o.Input, EnvironmentInfo.Of(effect.Environment, scope.CreateEnvironment(effect.Environment))), pairs, shares);
        var source = KeyValuePair.Create("pairs_sha256", Sha256.Of(EventJson.Serialize(effect.Pairs)));
        var (members, losses) = await new EnsembleTraining(o.Members, o.Bootstrap, o.Learner, "preference", source).RunAsync(training, data.Of, scope, cancellationToken);
        var reward = new LearnedReward(members, o.Input);
        var ensemble = await RewardEnsemble.OpenAsync(reward, effect.Environment, scope, cancellationToken);
        var (mean, deviation) = Spread(ensemble, training.Select(i => pairs[i]));
        var quality = heldOut.Length == 0 ? null : FitQuality.Of([.. heldOut.Select(i => ensemble.Preferences(pairs[i]).Average())], [.. heldOut.Select(i => shares[i])]);
        return new EffectOutcome<RewardFit>(new RewardFit(
            reward with { Shift = mean, Scale = deviation }, losses, training.Length, effect.Pairs.Count - pairs.Count, quality, scope.Trainer.Engine));
    }

    /// <summary>Mean and standard deviation of the ensemble's reward over all steps, the mean and scale that policies should not have to care for.</summary>
    private static (double Mean, double Deviation) Spread(RewardEnsemble ensemble, IEnumerable<ReadPair> pairs)
    {
        var (count, mean, squares) = (0, 0.0, 0.0);
        foreach (var fragment in pairs.SelectMany(p => new[] { p.First, p.Second }))
        {
            var rewards = ensemble.Rewards(fragment);
            for (var step = 0; step < fragment.Length; step++)
            {
                var difference = rewards.Average(member => member[step]) - mean;
                mean += difference / ++count;
                squares += difference * (rewards.Average(member => member[step]) - mean);
            }
        }

        var deviation = Math.Sqrt(squares / count);
        return deviation > 0 ? (mean, deviation) : throw new WorkFailedException(
            $"The fitted reward is {mean} at every step. Train longer (options of the learner), or show it more of a step (input).");
    }
}
