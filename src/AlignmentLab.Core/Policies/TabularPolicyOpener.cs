using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Policies;
using AlignmentLab.Randomness;

namespace AlignmentLab.Core.Policies;

internal sealed class TabularPolicyOpener : IPolicyOpener<TabularPolicy>
{
    /// <exception cref="InvalidInputException">The table does not fit the environment.</exception>
    public async ValueTask<IActor> OpenAsync(TabularPolicy policy, PolicyScope scope, CancellationToken cancellationToken)
    {
        var table = PolicyTable.FromBytes(await scope.Artifacts.ReadAsync(policy.Table, cancellationToken));
        var name = scope.Environment.Reference.Name;
        if (scope.Environment.ActionSpace is not DiscreteSpace discrete || discrete.Count != table.ActionCount)
        {
            throw new InvalidInputException($"The table is of {table.ActionCount} choices; the actions of {name} are others.");
        }

        if (table.ObservationSize > 0)
        {
            return table.ObservationSize == scope.Environment.ObservationSpace.Dimension
                ? new Actor(table, new ObservedStates(table.ObservationSize, table.Observations).Find)
                : throw new InvalidInputException($"The table is of observations of {table.ObservationSize} numbers; those of {name} have {scope.Environment.ObservationSpace.Dimension}.");
        }

        return scope.CreateEnvironment() is IFiniteEnvironment finite && finite.StateCount == table.StateCount
            ? new Actor(table, finite.StateOf)
            : throw new InvalidInputException($"The table is of {table.StateCount} numbered states, which {name} has not.");
    }

    private delegate int StateFinder(ReadOnlySpan<double> observation);

    private sealed class Actor(PolicyTable table, StateFinder find) : IDistributionActor
    {
        private readonly double[] _row = new double[table.ActionCount];
        private IDrawSource? _draws;

        public void Begin(IDrawSource draws) => _draws = draws;

        public void Act(ReadOnlySpan<double> observation, Span<double> action)
        {
            Distribution(observation, _row);
            action[0] = _draws!.NextChoice(_row);
        }

        public void Distribution(ReadOnlySpan<double> observation, Span<double> probabilities)
        {
            if (find(observation) is >= 0 and var state)
            {
                table.Row(state).CopyTo(probabilities);
            }
            else
            {
                probabilities.Fill(1.0 / probabilities.Length);
            }
        }
    }
}
