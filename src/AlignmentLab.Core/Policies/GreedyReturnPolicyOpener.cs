using AlignmentLab.Engines;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Learning;
using AlignmentLab.Numerics;
using AlignmentLab.Policies;

namespace AlignmentLab.Core.Policies;

internal sealed class GreedyReturnPolicyOpener(IModelRuntime runtime) : IPolicyOpener<GreedyReturnPolicy>
{
    /// <exception cref="InvalidInputException">Actions are no choices, or the model does not fit the environment.</exception>
    public async ValueTask<IActor> OpenAsync(GreedyReturnPolicy policy, PolicyScope scope, CancellationToken cancellationToken)
    {
        var name = scope.Environment.Reference.Name;
        if (scope.Environment.ActionSpace is not DiscreteSpace { Count: var choices })
        {
            throw new InvalidInputException($"The largest predicted return is looked for among choices, and the actions of {name} are continuous.");
        }

        var features = new StateActionFeatures(scope.Environment);
        var model = runtime.Open(await scope.Artifacts.ReadAsync(policy.Model, cancellationToken));
        return model.InputSize == features.Size && model.OutputSize == 1 ? new Actor(model, features, choices) : throw new InvalidInputException(
            $"The model has {model.InputSize} inputs and {model.OutputSize} outputs; {name} needs {features.Size} and 1.");
    }

    // It depends on the time, which the observation does not tell; so it cannot say what it would do in a state by itself.
    private sealed class Actor(IModel model, StateActionFeatures features, int choices) : IActor
    {
        private readonly float[] _inputs = new float[choices * features.Size];
        private readonly float[] _returns = new float[choices];
        private int _step;

        public void Begin(IDrawSource draws) => _step = 0;

        public void Act(ReadOnlySpan<double> observation, Span<double> action)
        {
            for (var choice = 0; choice < choices; choice++)
            {
                features.Write(observation, _step, [choice], _inputs.AsSpan(choice * features.Size, features.Size));
            }

            model.Forward(choices, _inputs, _returns);
            (action[0], _step) = (Greatest.IndexOf<float>(_returns), _step + 1);
        }
    }
}
