using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Policies;

namespace AlignmentLab.Core.Policies;

internal sealed class ErringPolicyOpener : IPolicyOpener<ErringPolicy>
{
    public async ValueTask<IActor> OpenAsync(ErringPolicy policy, PolicyScope scope, CancellationToken cancellationToken) =>
        scope.Environment.ActionSpace is DiscreteSpace { Count: > 1 } discrete
            ? new Actor(policy.Epsilon, await scope.OpenInner(policy.Inner, cancellationToken), discrete.Count)
            : throw new InvalidInputException(
                $"An erring policy needs two discrete actions at least; {scope.Environment.Reference.Name} has not.");

    private sealed class Actor(double epsilon, IActor inner, int count) : IActor
    {
        private IDrawSource? _draws;

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
}
