using AlignmentLab.Engines;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Numerics;
using AlignmentLab.Policies;
using AlignmentLab.Randomness;

namespace AlignmentLab.Core.Policies;

internal sealed class SoftmaxPolicyOpener(IModelRuntime runtime) : IPolicyOpener<SoftmaxPolicy>
{
    /// <exception cref="InvalidInputException">The temperature is not above 0, or the model does not fit the environment.</exception>
    public async ValueTask<IActor> OpenAsync(SoftmaxPolicy policy, PolicyScope scope, CancellationToken cancellationToken)
    {
        var model = runtime.Open(await scope.Artifacts.ReadAsync(policy.Checkpoint, cancellationToken));
        var name = scope.Environment.Reference.Name;
        return !(policy.Temperature > 0) || !double.IsFinite(policy.Temperature)
            ? throw new InvalidInputException($"A softmax policy's temperature is a finite number above 0, not {policy.Temperature}.")
            : scope.Environment.ActionSpace is DiscreteSpace discrete && model.OutputSize == discrete.Count && model.InputSize == scope.Environment.ObservationSpace.Dimension
                ? new Actor(new ModelOutputs(model), policy.Temperature)
                : throw new InvalidInputException($"The model has {model.InputSize} inputs and {model.OutputSize} outputs, which do not fit the observations and choices of {name}.");
    }

    private sealed class Actor(ModelOutputs model, double temperature) : IDistributionActor
    {
        private readonly double[] _probabilities = new double[model.Count];
        private IDrawSource? _draws;

        public void Begin(IDrawSource draws) => _draws = draws;

        public void Act(ReadOnlySpan<double> observation, Span<double> action)
        {
            Distribution(observation, _probabilities);
            action[0] = _draws!.NextChoice(_probabilities);
        }

        public void Distribution(ReadOnlySpan<double> observation, Span<double> probabilities)
        {
            var logits = model.Of(observation);
            for (var i = 0; i < logits.Length; i++)
            {
                probabilities[i] = logits[i] / temperature;
            }

            Softmax.InPlace(probabilities);
        }
    }
}
