using AlignmentLab.Engines;
using AlignmentLab.Learning.Autograd;
using AlignmentLab.Learning.Kernels;
using AlignmentLab.Learning.Models;

namespace AlignmentLab.Learning.Training;

/// <summary>The loss of a network on batches of one size, written down once for all batches.</summary>
internal sealed class Minibatch
{
    private readonly Tape _tape;
    private readonly Variable _inputs;
    private readonly Variable _targets;
    private readonly Variable _loss;

    public Minibatch(Mlp network, string loss, int size, int targetSize, WorkCrew crew)
    {
        _tape = new Tape(crew);
        Size = size;
        _inputs = _tape.Input(size, network.Sizes[0]);
        _targets = _tape.Input(size, targetSize);
        var outputs = network.Apply(_inputs);
        _loss = loss == "cross-entropy" ? outputs.CrossEntropy(_targets) : outputs.SquaredError(_targets);
    }

    public int Size { get; }

    /// <summary>Loads the examples, computes their mean loss and adds its derivative to the gradients of the network's parameters.</summary>
    public float Run(TrainingData data, ReadOnlySpan<int> examples)
    {
        Gather(data.Inputs, data.InputSize, examples, _inputs.Value.Span);
        Gather(data.Targets, data.TargetSize, examples, _targets.Value.Span);
        _tape.Forward();
        _tape.Backward(_loss);
        return _loss.Value.Span[0];
    }

    private static void Gather(float[] rows, int width, ReadOnlySpan<int> examples, Span<float> batch)
    {
        for (var i = 0; i < examples.Length; i++)
        {
            rows.AsSpan(examples[i] * width, width).CopyTo(batch[(i * width)..]);
        }
    }
}
