using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Policies;

namespace AlignmentLab.Core.Policies;

internal sealed class UniformPolicyOpener : IPolicyOpener<UniformPolicy>
{
    public ValueTask<IActor> OpenAsync(UniformPolicy policy, PolicyScope scope, CancellationToken cancellationToken) =>
        scope.Environment.ActionSpace is BoxSpace box && !box.Low.Concat(box.High).All(double.IsFinite)
            ? throw new InvalidInputException($"A uniform policy needs bounded actions; those of {scope.Environment.Reference.Name} are not.")
            : ValueTask.FromResult<IActor>(new Actor(scope.Environment.ActionSpace));

    private sealed class Actor(Space actions) : IActor
    {
        private IDrawSource? _draws;

        public void Begin(IDrawSource draws) => _draws = draws;

        public void Act(ReadOnlySpan<double> observation, Span<double> action)
        {
            if (actions is DiscreteSpace discrete)
            {
                action[0] = Math.Floor(_draws!.NextDouble() * discrete.Count);
                return;
            }

            var box = (BoxSpace)actions;
            for (var i = 0; i < action.Length; i++)
            {
                action[i] = box.Low[i] + ((box.High[i] - box.Low[i]) * _draws!.NextDouble());
            }
        }
    }
}
