using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Policies;

namespace AlignmentLab.Core.Policies;

internal sealed class UniformPolicyOpener : IPolicyOpener<UniformPolicy>
{
    public ValueTask<IActor> OpenAsync(UniformPolicy policy, PolicyScope scope, CancellationToken cancellationToken) =>
        scope.Environment.ActionSpace is BoxSpace box && !box.Low.Concat(box.High).All(double.IsFinite)
            ? throw new InvalidInputException($"A uniform policy needs bounded actions; those of {scope.Environment.Reference.Name} are not.")
            : ValueTask.FromResult<IActor>(scope.Environment.ActionSpace is DiscreteSpace discrete ? new Chooser(discrete.Count) : new Actor((BoxSpace)scope.Environment.ActionSpace));

    private sealed class Chooser(int count) : IDistributionActor
    {
        private IDrawSource? _draws;

        public void Begin(IDrawSource draws) => _draws = draws;

        public void Act(ReadOnlySpan<double> observation, Span<double> action) => action[0] = Math.Floor(_draws!.NextDouble() * count);

        public void Distribution(ReadOnlySpan<double> observation, Span<double> probabilities) => probabilities.Fill(1.0 / count);
    }

    private sealed class Actor(BoxSpace box) : IActor
    {
        private IDrawSource? _draws;

        public void Begin(IDrawSource draws) => _draws = draws;

        public void Act(ReadOnlySpan<double> observation, Span<double> action)
        {
            for (var i = 0; i < action.Length; i++)
            {
                action[i] = box.Low[i] + ((box.High[i] - box.Low[i]) * _draws!.NextDouble());
            }
        }
    }
}
