using AlignmentLab.Engines;
using AlignmentLab.Environments;

namespace AlignmentLab.Core.Policies;

/// <summary>
/// What a model says of one observation at a time. A model of sequences reads on where an observation is the one before it and
/// one token more, as along an episode, and does not compute the beginning again; the bits are the same.
/// </summary>
internal sealed class ModelOutputs(IModel model)
{
    private readonly float[] _input = new float[model.InputSize];
    private readonly float[] _output = new float[model.OutputSize];
    private readonly int[] _read = new int[model is ISequenceModel ? model.InputSize : 0];
    private ISequenceReading? _reading;

    public int Count => _output.Length;

    public bool HasDropout => model is IDropoutModel;

    /// <summary>The outputs, which stand until the next observation.</summary>
    public ReadOnlySpan<float> Of(ReadOnlySpan<double> observation)
    {
        if (model is ISequenceModel sequences)
        {
            Read(sequences, observation);
            return _output;
        }

        for (var i = 0; i < _input.Length; i++)
        {
            _input[i] = (float)observation[i];
        }

        model.Forward(1, _input, _output);
        return _output;
    }

    /// <summary>The outputs when some hidden units are dropped; of a model without dropout the same as ever.</summary>
    public ReadOnlySpan<float> Sampled(ReadOnlySpan<double> observation, IDrawSource draws)
    {
        if (model is not IDropoutModel dropout)
        {
            return Of(observation);
        }

        for (var i = 0; i < _input.Length; i++)
        {
            _input[i] = (float)observation[i];
        }

        dropout.Forward(1, _input, _output, draws);
        return _output;
    }

    private void Read(ISequenceModel sequences, ReadOnlySpan<double> observation)
    {
        var (length, known) = (TokenRow.Length(observation), _reading?.Length ?? 0);
        if (length <= known || !Begins(observation, known))
        {
            (_reading, known) = (null, 0);
        }

        _reading ??= sequences.Begin(1);
        for (var i = known; i < length; i++)
        {
            _read[i] = (int)observation[i];
            _reading.Read([_read[i]], _output);
        }
    }

    /// <summary>Whether an observation begins with the tokens that have been read.</summary>
    private bool Begins(ReadOnlySpan<double> observation, int known)
    {
        for (var i = 0; i < known; i++)
        {
            if (_read[i] != (int)observation[i])
            {
                return false;
            }
        }

        return true;
    }
}
