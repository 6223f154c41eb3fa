using AlignmentLab.Core.Plugins;
using AlignmentLab.Errors;
using AlignmentLab.Rewards;

namespace AlignmentLab.Core.Rewards;

/// <summary>Opens reward sources with the opener of their kind, and lets no reward through that is not a number.</summary>
internal sealed class RewardOpeners(IPluginCatalog catalog)
{
    /// <exception cref="InvalidInputException">No installed plugin has the kind.</exception>
    public async ValueTask<IRewardFunction> OpenAsync(RewardSource source, RewardScope scope, CancellationToken cancellationToken)
    {
        var descriptor = catalog.Rewards.FirstOrDefault(r => r.SourceType == source.GetType())
            ?? throw new InvalidInputException($"No installed plugin opens rewards of the kind {source.GetType().Name}.");
        var opening = (IOpening)Activator.CreateInstance(typeof(Opening<>).MakeGenericType(source.GetType()))!;
        var opened = await opening.OpenAsync(catalog.Resolve(descriptor.Implementation), source, scope, cancellationToken);
        return new FiniteReward(opened, source, scope.Environment.Reference.Name);
    }

    private interface IOpening
    {
        ValueTask<IRewardFunction> OpenAsync(object opener, RewardSource source, RewardScope scope, CancellationToken cancellationToken);
    }

    private sealed class Opening<TSource> : IOpening
        where TSource : RewardSource
    {
        public ValueTask<IRewardFunction> OpenAsync(object opener, RewardSource source, RewardScope scope, CancellationToken cancellationToken) =>
            ((IRewardOpener<TSource>)opener).OpenAsync((TSource)source, scope, cancellationToken);
    }

    private sealed class FiniteReward(IRewardFunction inner, RewardSource source, string environment) : IRewardFunction
    {
        public double Reward(ReadOnlySpan<double> observation, ReadOnlySpan<double> action, ReadOnlySpan<double> next, double visible)
        {
            var reward = inner.Reward(observation, action, next, visible);
            return double.IsFinite(reward) ? reward : throw new WorkFailedException(
                $"The reward of {source.GetType().Name} in {environment} is {reward} for the action [{string.Join(", ", action.ToArray())}]; a policy can only be optimised for finite rewards.");
        }
    }
}
