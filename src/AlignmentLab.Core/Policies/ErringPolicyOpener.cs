using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Policies;

namespace AlignmentLab.Core.Policies;

internal sealed class ErringPolicyOpener : IPolicyOpener<ErringPolicy>
{
    public async ValueTask<IActor> OpenAsync(ErringPolicy policy, PolicyScope scope, CancellationToken cancellationToken) =>
        scope.Environment.ActionSpace is DiscreteSpace { Count: > 1 } discrete
            ? await scope.OpenInner(policy.Inner, cancellationToken) switch
            {
                IDistributionActor inner => new Chooser(policy.Epsilon, inner, discrete.Count),
                var inner => new Actor(policy.Epsilon, inner, discrete.Count),
            }
            : throw new InvalidInputException(
                $"An erring policy needs two discrete actions at least; {scope.Environment.Reference.Name} has not.");

    private class Actor(double epsilon, IActor inner, int count) : IActor
    {
        private IDrawSource? _draws;

        protected double Epsilon => epsilon;

        public void Begin(IDrawSource draws)
        {
            _draws = draws;
            inner.Begin(draws);
        }

        public void Act(ReadOnlySpan<double> observation, Span<double> action)
        {
            inner.Act(observation, action);
            if (_draws!.NextDouble() < epsilon)
            {
                // One of the other actions: a step of 1 to count - 1 around the circle.
                var step = 1 + Math.Floor(_draws.NextDouble() * (count - 1));
                action[0] = (action[0] + step) % count;
            }
        }
    }

    private sealed class Chooser(double epsilon, IDistributionActor inner, int count) : Actor(epsilon, inner, count), IDistributionActor
    {
        private readonly IDistributionActor _inner = inner;
        private readonly int _others = count - 1;

        // The probability of an action: kept if it was chosen, or drawn as one of the others if another was.
        public void Distribution(ReadOnlySpan<double> observation, Span<double> probabilities)
        {
            _inner.Distribution(observation, probabilities);
            for (var i = 0; i < probabilities.Length; i++)
            {
                probabilities[i] = ((1 - Epsilon) * probabilities[i]) + (Epsilon * (1 - probabilities[i]) / _others);
            }
        }
    }
}
