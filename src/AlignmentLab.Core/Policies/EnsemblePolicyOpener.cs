using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Numerics;
using AlignmentLab.Policies;

namespace AlignmentLab.Core.Policies;

internal sealed class EnsemblePolicyOpener : IPolicyOpener<EnsemblePolicy>
{
    public async ValueTask<IActor> OpenAsync(EnsemblePolicy policy, PolicyScope scope, CancellationToken cancellationToken)
    {
        var members = new List<IActor>();
        foreach (var member in policy.Members)
        {
            members.Add(await scope.OpenInner(member, cancellationToken));
        }

        if (members.Count == 0)
        {
            throw new InvalidInputException("An ensemble has no members; it needs one at least.");
        }

        return scope.Environment.ActionSpace is not DiscreteSpace { Count: var choices } ? new Averaging(members, scope.Environment.ActionSpace.Dimension)
            : members.All(m => m is IDistributionActor) ? new Voting([.. members.Cast<IDistributionActor>()], choices)
            : throw new InvalidInputException("A member of the ensemble cannot say how likely its choices are; a learned policy or a softmax policy can.");
    }

    private abstract class Actor(IReadOnlyList<IActor> members, int size) : IDoubtingActor
    {
        private readonly double[][] _opinions = [.. members.Select(_ => new double[size])];

        protected double[] Mean { get; } = new double[size];

        public void Begin(IDrawSource draws)
        {
            foreach (var member in members)
            {
                member.Begin(draws);
            }
        }

        public abstract void Act(ReadOnlySpan<double> observation, Span<double> action);

        public double Doubt(ReadOnlySpan<double> observation)
        {
            Consult(observation);
            var sum = 0.0;
            foreach (var opinion in _opinions)
            {
                for (var i = 0; i < size; i++)
                {
                    sum += (opinion[i] - Mean[i]) * (opinion[i] - Mean[i]);
                }
            }

            return sum / _opinions.Length;
        }

        protected void Consult(ReadOnlySpan<double> observation)
        {
            Array.Clear(Mean);
            for (var m = 0; m < _opinions.Length; m++)
            {
                Ask(m, observation, _opinions[m]);
                for (var i = 0; i < size; i++)
                {
                    Mean[i] += _opinions[m][i];
                }
            }

            for (var i = 0; i < size; i++)
            {
                Mean[i] /= _opinions.Length;
            }
        }

        protected abstract void Ask(int member, ReadOnlySpan<double> observation, Span<double> opinion);
    }

    private sealed class Averaging(IReadOnlyList<IActor> members, int dimension) : Actor(members, dimension)
    {
        private readonly IReadOnlyList<IActor> _members = members;

        public override void Act(ReadOnlySpan<double> observation, Span<double> action)
        {
            Consult(observation);
            Mean.CopyTo(action);
        }

        protected override void Ask(int member, ReadOnlySpan<double> observation, Span<double> opinion) => _members[member].Act(observation, opinion);
    }

    private sealed class Voting(IReadOnlyList<IDistributionActor> members, int choices) : Actor(members, choices), IDistributionActor
    {
        private readonly IReadOnlyList<IDistributionActor> _members = members;

        public override void Act(ReadOnlySpan<double> observation, Span<double> action)
        {
            Consult(observation);
            action[0] = Greatest.IndexOf<double>(Mean);
        }

        public void Distribution(ReadOnlySpan<double> observation, Span<double> probabilities)
        {
            Span<double> action = stackalloc double[1];
            Act(observation, action);
            probabilities.Clear();
            probabilities[(int)action[0]] = 1;
        }

        protected override void Ask(int member, ReadOnlySpan<double> observation, Span<double> opinion) => _members[member].Distribution(observation, opinion);
    }
}
