using AlignmentLab.Engines;

namespace AlignmentLab.Core.Policies;

/// <summary>What a model says of one observation at a time.</summary>
internal sealed class ModelOutputs(IModel model)
{
    private readonly float[] _input = new float[model.InputSize];
    private readonly float[] _output = new float[model.OutputSize];

    public int Count => _output.Length;

    /// <summary>The outputs, which stand until the next observation.</summary>
    public ReadOnlySpan<float> Of(ReadOnlySpan<double> observation)
    {
        for (var i = 0; i < _input.Length; i++)
        {
            _input[i] = (float)observation[i];
        }

        model.Forward(1, _input, _output);
        return _output;
    }
}
