using AlignmentLab.Engines;
using AlignmentLab.Environments;
using AlignmentLab.Policies;

namespace AlignmentLab.Core.Policies;

internal sealed class LearnedPolicyOpener(IModelRuntime runtime) : IPolicyOpener<LearnedPolicy>
{
    public async ValueTask<IActor> OpenAsync(LearnedPolicy policy, PolicyScope scope, CancellationToken cancellationToken) =>
        new Actor(runtime.Open(await scope.Artifacts.ReadAsync(policy.Checkpoint, cancellationToken)), scope.Environment.ActionSpace);

    private sealed class Actor(IModel model, Space actions) : IActor
    {
        private readonly float[] _input = new float[model.InputSize];
        private readonly float[] _output = new float[model.OutputSize];

        public void Begin(IDrawSource draws)
        {
        }

        public void Act(ReadOnlySpan<double> observation, Span<double> action)
        {
            for (var i = 0; i < _input.Length; i++)
            {
                _input[i] = (float)observation[i];
            }

            model.Forward(1, _input, _output);
            if (actions is BoxSpace box)
            {
                for (var i = 0; i < action.Length; i++)
                {
                    action[i] = Math.Clamp(_output[i], box.Low[i], box.High[i]);
                }
            }
            else
            {
                action[0] = ArgMax(_output);
            }
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
