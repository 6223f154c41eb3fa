using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Policies;
using AlignmentLab.Randomness;

namespace AlignmentLab.Core.Policies;

internal sealed class NoisyPolicyOpener : IPolicyOpener<NoisyPolicy>
{
    public async ValueTask<IActor> OpenAsync(NoisyPolicy policy, PolicyScope scope, CancellationToken cancellationToken) => (policy.Deviation, scope.Environment.ActionSpace) switch
    {
        (not >= 0, _) => throw new InvalidInputException($"A noisy policy's deviation is {policy.Deviation}; it is 0 or more."),
        (_, BoxSpace space) => new Actor(policy.Deviation, await scope.OpenInner(policy.Inner, cancellationToken), space),
        _ => throw new InvalidInputException($"A noisy policy needs continuous actions, and those of {scope.Environment.Reference.Name} are choices; an erring policy takes these."),
    };

    private sealed class Actor(double deviation, IActor inner, BoxSpace space) : IActor
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
            for (var i = 0; i < action.Length; i++)
            {
                action[i] = Math.Clamp(action[i] + (deviation * _draws!.NextNormal()), space.Low[i], space.High[i]);
            }
        }
    }
}
