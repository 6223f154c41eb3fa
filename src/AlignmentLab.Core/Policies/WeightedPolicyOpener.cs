using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Policies;
using AlignmentLab.Randomness;

namespace AlignmentLab.Core.Policies;

internal sealed class WeightedPolicyOpener : IPolicyOpener<WeightedPolicy>
{
    public async ValueTask<IActor> OpenAsync(WeightedPolicy policy, PolicyScope scope, CancellationToken cancellationToken)
    {
        var total = policy.Parts.Sum(p => p.Weight);
        if (!(total > 0) || policy.Parts.Any(p => !(p.Weight >= 0)))
        {
            throw new InvalidInputException($"A weighted policy has {policy.Parts.Count} parts whose weights sum to {total}; each is 0 or more, and their sum is above 0.");
        }

        // A part of no weight is never drawn, so it need not be opened.
        var parts = new List<Part>();
        foreach (var part in policy.Parts.Where(p => p.Weight > 0))
        {
            parts.Add(new Part(await scope.OpenInner(part.Policy, cancellationToken), part.Weight / total));
        }

        return parts.All(p => p.Actor is IDistributionActor) ? new Chooser(parts) : new Actor(parts);
    }

    private readonly record struct Part(IActor Actor, double Share);

    private class Actor(IReadOnlyList<Part> parts) : IActor
    {
        private readonly double[] _shares = [.. parts.Select(p => p.Share)];
        private IDrawSource? _draws;

        public void Begin(IDrawSource draws)
        {
            _draws = draws;
            foreach (var part in parts)
            {
                part.Actor.Begin(draws);
            }
        }

        public void Act(ReadOnlySpan<double> observation, Span<double> action)
        {
            parts[_draws!.NextChoice(_shares)].Actor.Act(observation, action);
        }
    }

    private sealed class Chooser(IReadOnlyList<Part> parts) : Actor(parts), IDistributionActor
    {
        private readonly IReadOnlyList<Part> _parts = parts;
        private double[] _one = [];

        public void Distribution(ReadOnlySpan<double> observation, Span<double> probabilities)
        {
            if (_one.Length != probabilities.Length)
            {
                _one = new double[probabilities.Length];
            }

            probabilities.Clear();
            foreach (var (actor, share) in _parts)
            {
                ((IDistributionActor)actor).Distribution(observation, _one);
                for (var i = 0; i < probabilities.Length; i++)
                {
                    probabilities[i] += share * _one[i];
                }
            }
        }
    }
}
