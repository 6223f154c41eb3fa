using AlignmentLab.Environments;
using AlignmentLab.Policies;

namespace AlignmentLab.Core.Policies;

internal sealed class MixturePolicyOpener : IPolicyOpener<MixturePolicy>
{
    public async ValueTask<IActor> OpenAsync(MixturePolicy policy, PolicyScope scope, CancellationToken cancellationToken) => new Actor(
        policy.Beta,
        await scope.OpenInner(policy.First, cancellationToken),
        await scope.OpenInner(policy.Second, cancellationToken));

    private sealed class Actor(double beta, IActor first, IActor second) : IActor
    {
        private IDrawSource? _draws;

        public void Begin(IDrawSource draws)
        {
            _draws = draws;
            first.Begin(draws);
            second.Begin(draws);
        }

        public void Act(ReadOnlySpan<double> observation, Span<double> action) =>
            (_draws!.NextDouble() < beta ? first : second).Act(observation, action);
    }
}
