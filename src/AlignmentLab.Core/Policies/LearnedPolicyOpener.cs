using AlignmentLab.Engines;
using AlignmentLab.Environments;
using AlignmentLab.Numerics;
using AlignmentLab.Policies;

namespace AlignmentLab.Core.Policies;

internal sealed class LearnedPolicyOpener(IModelRuntime runtime) : IPolicyOpener<LearnedPolicy>
{
    public async ValueTask<IActor> OpenAsync(LearnedPolicy policy, PolicyScope scope, CancellationToken cancellationToken)
    {
        var outputs = new ModelOutputs(runtime.Open(await scope.Artifacts.ReadAsync(policy.Checkpoint, cancellationToken)));
        return (scope.Environment.ActionSpace, outputs.HasDropout) switch
        {
            (BoxSpace box, false) => new Actor(outputs, box),
            (BoxSpace box, true) => new SamplingActor(outputs, box),
            (_, false) => new Chooser(outputs),
            _ => new SamplingChooser(outputs),
        };
    }

    private class Actor(ModelOutputs model, BoxSpace box) : IActor
    {
        public virtual void Begin(IDrawSource draws)
        {
        }

        public void Act(ReadOnlySpan<double> observation, Span<double> action) => Write(model.Of(observation), action);

        protected void Write(ReadOnlySpan<float> outputs, Span<double> action)
        {
            for (var i = 0; i < action.Length; i++)
            {
                action[i] = Math.Clamp(outputs[i], box.Low[i], box.High[i]);
            }
        }
    }

    private sealed class SamplingActor(ModelOutputs model, BoxSpace box) : Actor(model, box), ISamplingActor
    {
        private readonly ModelOutputs _model = model;
        private IDrawSource? _draws;

        public override void Begin(IDrawSource draws) => _draws = draws;

        public void Sample(ReadOnlySpan<double> observation, Span<double> action) => Write(_model.Sampled(observation, _draws!), action);
    }

    private class Chooser(ModelOutputs model) : IDistributionActor
    {
        public virtual void Begin(IDrawSource draws)
        {
        }

        public void Act(ReadOnlySpan<double> observation, Span<double> action) => action[0] = Greatest.IndexOf(model.Of(observation));

        public void Distribution(ReadOnlySpan<double> observation, Span<double> probabilities)
        {
            probabilities.Clear();
            probabilities[Greatest.IndexOf(model.Of(observation))] = 1;
        }
    }

    private sealed class SamplingChooser(ModelOutputs model) : Chooser(model), ISamplingActor
    {
        private readonly ModelOutputs _model = model;
        private IDrawSource? _draws;

        public override void Begin(IDrawSource draws) => _draws = draws;

        public void Sample(ReadOnlySpan<double> observation, Span<double> action) => action[0] = Greatest.IndexOf(_model.Sampled(observation, _draws!));
    }
}
