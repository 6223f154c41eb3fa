using AlignmentLab.Rewards;

namespace AlignmentLab.Core.Rewards;

internal sealed class EnvironmentRewardOpener : IRewardOpener<EnvironmentReward>
{
    public ValueTask<IRewardFunction> OpenAsync(EnvironmentReward source, RewardScope scope, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IRewardFunction>(new Visible());

    private sealed class Visible : IRewardFunction
    {
        public double Reward(ReadOnlySpan<double> observation, ReadOnlySpan<double> action, ReadOnlySpan<double> next, double visible) => visible;
    }
}
