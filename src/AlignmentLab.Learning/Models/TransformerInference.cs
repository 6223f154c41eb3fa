using AlignmentLab.Engines;

namespace AlignmentLab.Learning.Models;

/// <summary>
/// A transformer that reads token by token and keeps the keys and values of what it has read, on the calling thread. Sequence by
/// sequence the results are the same whatever is read beside it.
/// </summary>
internal sealed class TransformerInference(Transformer network, string loss) : ISequenceModel
{
    /// <summary>Rows read side by side, so that memory does not grow with the batch.</summary>
    private const int Chunk = 64;

    public int InputSize => network.InputSize;

    public int OutputSize => network.OutputSize;

    public int Vocabulary => network.Vocabulary;

    public string Loss => loss;

    public void Forward(int count, ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        InferenceSizes.Check(this, count, inputs.Length, outputs.Length);
        var tokens = new int[InputSize];
        for (var start = 0; start < count; start += Chunk)
        {
            // What is read side by side has one length; after the end of a shorter one anything is read, and not looked at.
            var rows = Math.Min(Chunk, count - start);
            var (all, lengths) = (new int[rows * InputSize], new int[rows]);
            for (var i = 0; i < rows; i++)
            {
                lengths[i] = TokenRows.Read(inputs.Slice((start + i) * InputSize, InputSize), Vocabulary, tokens);
                tokens.CopyTo(all.AsSpan(i * InputSize));
            }

            var reading = new TransformerReading(network, rows);
            var (step, logits) = (new int[rows], new float[rows * OutputSize]);
            for (var t = 0; t < lengths.Max(); t++)
            {
                for (var i = 0; i < rows; i++)
                {
                    step[i] = t < lengths[i] ? all[(i * InputSize) + t] : 0;
                }

                reading.Read(step, logits);
                for (var i = 0; i < rows; i++)
                {
                    if (t == lengths[i] - 1)
                    {
                        logits.AsSpan(i * OutputSize, OutputSize).CopyTo(outputs[((start + i) * OutputSize)..]);
                    }
                }
            }
        }
    }

    public ISequenceReading Begin(int count) => new TransformerReading(network, count);
}
