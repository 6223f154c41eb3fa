using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Policies;

namespace AlignmentLab.Core.Policies;

internal sealed class PhasedPolicyOpener : IPolicyOpener<PhasedPolicy>
{
    public async ValueTask<IActor> OpenAsync(PhasedPolicy policy, PolicyScope scope, CancellationToken cancellationToken)
    {
        var (actors, turns) = (new Dictionary<Policy, IActor>(), new List<(IActor Actor, int Until)>());
        var until = 0;
        foreach (var phase in policy.Phases)
        {
            until = phase.Steps >= 0
                ? checked(until + phase.Steps)
                : throw new InvalidInputException($"A phase of a policy has {phase.Steps} steps; it has 0 or more.");
            turns.Add((await OpenAsync(phase.Policy), until));
        }

        turns.Add((await OpenAsync(policy.Last), int.MaxValue));
        return actors.Values.All(a => a is IDistributionActor) ? new Chooser([.. actors.Values], turns) : new Actor([.. actors.Values], turns);

        // A policy that has several phases is one actor, which goes on where it was.
        async ValueTask<IActor> OpenAsync(Policy inner) =>
            actors.TryGetValue(inner, out var open) ? open : actors[inner] = await scope.OpenInner(inner, cancellationToken);
    }

    private class Actor(IReadOnlyList<IActor> actors, IReadOnlyList<(IActor Actor, int Until)> turns) : IActor
    {
        private int _step;
        private int _turn;

        /// <summary>Whose turn it is.</summary>
        protected IActor Current
        {
            get
            {
                while (_step >= turns[_turn].Until)
                {
                    _turn++;
                }

                return turns[_turn].Actor;
            }
        }

        public void Begin(IDrawSource draws)
        {
            (_step, _turn) = (0, 0);
            foreach (var actor in actors)
            {
                actor.Begin(draws);
            }
        }

        public void Act(ReadOnlySpan<double> observation, Span<double> action)
        {
            Current.Act(observation, action);
            _step++;
        }
    }

    private sealed class Chooser(IReadOnlyList<IActor> actors, IReadOnlyList<(IActor Actor, int Until)> turns) : Actor(actors, turns), IDistributionActor
    {
        public void Distribution(ReadOnlySpan<double> observation, Span<double> probabilities) => ((IDistributionActor)Current).Distribution(observation, probabilities);
    }
}
