using AlignmentLab.Engines;
using AlignmentLab.Environments;
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

    public Minibatch(TrainingTask task, INetwork network, int size, IDrawSource dropout, WorkCrew crew)
    {
        _tape = new Tape(crew);
        Size = size;
        var rows = size * task.Data.RowsPerExample;
        _inputs = _tape.Input(rows, network.InputSize);
        _targets = _tape.Input(rows, task.Data.TargetSize);
        var loss = TrainingLoss.Named(task.Loss);
        _loss = loss.OnTape(network.Apply(_inputs, loss.EveryPosition, dropout), _targets, task);
    }

    /// <summary>Examples.</summary>
    public int Size { get; }

    /// <summary>Loads the examples, computes their mean loss and adds its derivative to the gradients of the network's parameters.</summary>
    public float Run(TrainingData data, ReadOnlySpan<int> examples)
    {
        Gather(data.Inputs, data.RowsPerExample * data.InputSize, examples, _inputs.Value.Span);
        Gather(data.Targets, data.RowsPerExample * data.TargetSize, examples, _targets.Value.Span);
        _tape.Forward();
        _tape.Backward(_loss);
        return _loss.Value.Span[0];
    }

    private static void Gather(float[] values, int width, ReadOnlySpan<int> examples, Span<float> batch)
    {
        for (var i = 0; i < examples.Length; i++)
        {
            values.AsSpan(examples[i] * width, width).CopyTo(batch[(i * width)..]);
        }
    }
}
