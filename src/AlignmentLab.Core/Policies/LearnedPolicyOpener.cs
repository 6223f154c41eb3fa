using AlignmentLab.Engines;
using AlignmentLab.Environments;
using AlignmentLab.Policies;

namespace AlignmentLab.Core.Policies;

internal sealed class LearnedPolicyOpener(IModelRuntime runtime) : IPolicyOpener<LearnedPolicy>
{
    public async ValueTask<IActor> OpenAsync(LearnedPolicy policy, PolicyScope scope, CancellationToken cancellationToken)
    {
        var outputs = new ModelOutputs(runtime.Open(await scope.Artifacts.ReadAsync(policy.Checkpoint, cancellationToken)));
        return scope.Environment.ActionSpace is BoxSpace box ? new Actor(outputs, box) : new Chooser(outputs);
    }

    private sealed class Actor(ModelOutputs model, BoxSpace box) : IActor
    {
        public void Begin(IDrawSource draws)
        {
        }

        public void Act(ReadOnlySpan<double> observation, Span<double> action)
        {
            var outputs = model.Of(observation);
            for (var i = 0; i < action.Length; i++)
            {
                action[i] = Math.Clamp(outputs[i], box.Low[i], box.High[i]);
            }
        }
    }

    private sealed class Chooser(ModelOutputs model) : IDistributionActor
    {
        public void Begin(IDrawSource draws)
        {
        }

        public void Act(ReadOnlySpan<double> observation, Span<double> action) => action[0] = ArgMax(model.Of(observation));

        public void Distribution(ReadOnlySpan<double> observation, Span<double> probabilities)
        {
            probabilities.Clear();
            probabilities[ArgMax(model.Of(observation))] = 1;
        }

        private static int ArgMax(ReadOnlySpan<float> values)
        {
            var best = 0;
            for (var i = 1; i < values.Length; i++)
            {
                best = values[i] > values[best] ? i : best;
            }

            return best;
        }
    }
}
