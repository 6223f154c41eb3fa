using AlignmentLab.Environments;
using AlignmentLab.Policies;

namespace AlignmentLab.Core.Policies;

internal sealed class MixturePolicyOpener : IPolicyOpener<MixturePolicy>
{
    public async ValueTask<IActor> OpenAsync(MixturePolicy policy, PolicyScope scope, CancellationToken cancellationToken) =>
        (await scope.OpenInner(policy.First, cancellationToken), await scope.OpenInner(policy.Second, cancellationToken)) switch
        {
            (IDistributionActor first, IDistributionActor second) => new Chooser(policy.Beta, first, second),
            var (first, second) => new Actor(policy.Beta, first, second),
        };

    private class Actor(double beta, IActor first, IActor second) : IActor
    {
        private IDrawSource? _draws;

        protected double Beta => beta;

        public void Begin(IDrawSource draws)
        {
            _draws = draws;
            first.Begin(draws);
            second.Begin(draws);
        }

        public void Act(ReadOnlySpan<double> observation, Span<double> action) =>
            (_draws!.NextDouble() < beta ? first : second).Act(observation, action);
    }

    private sealed class Chooser(double beta, IDistributionActor first, IDistributionActor second) : Actor(beta, first, second), IDistributionActor
    {
        private readonly IDistributionActor _one = first;
        private readonly IDistributionActor _other = second;
        private double[] _others = [];

        public void Distribution(ReadOnlySpan<double> observation, Span<double> probabilities)
        {
            if (_others.Length != probabilities.Length)
            {
                _others = new double[probabilities.Length];
            }

            _one.Distribution(observation, probabilities);
            _other.Distribution(observation, _others);
            for (var i = 0; i < probabilities.Length; i++)
            {
                probabilities[i] = (Beta * probabilities[i]) + ((1 - Beta) * _others[i]);
            }
        }
    }
}
