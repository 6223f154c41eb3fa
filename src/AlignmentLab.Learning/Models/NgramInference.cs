using AlignmentLab.Engines;

namespace AlignmentLab.Learning.Models;

/// <summary>The logarithms of an n-gram model's probabilities.</summary>
internal sealed class NgramInference(NgramCounts counts, int context, string loss) : ISequenceModel
{
    public int InputSize => context;

    public int OutputSize => counts.Outputs;

    public int Vocabulary => counts.Vocabulary;

    public string Loss => loss;

    public void Forward(int count, ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        InferenceSizes.Check(this, count, inputs.Length, outputs.Length);
        Span<int> tokens = new int[InputSize];
        for (var i = 0; i < count; i++)
        {
            var length = TokenRows.Read(inputs.Slice(i * InputSize, InputSize), Vocabulary, tokens);
            counts.Logits(tokens[..length], outputs.Slice(i * OutputSize, OutputSize));
        }
    }

    public ISequenceReading Begin(int count) => new Reading(this, counts, count);

    private sealed class Reading(NgramInference model, NgramCounts counts, int sequences) : ISequenceReading
    {
        private readonly int[] _tokens = new int[sequences * model.InputSize];

        public int Length { get; private set; }

        public void Read(ReadOnlySpan<int> tokens, Span<float> outputs)
        {
            TokenRows.CheckStep(model.InputSize, model.Vocabulary, model.OutputSize, Length, sequences, tokens, outputs.Length);
            for (var i = 0; i < sequences; i++)
            {
                var own = _tokens.AsSpan(i * model.InputSize, Length + 1);
                own[Length] = tokens[i];
                counts.Logits(own, outputs.Slice(i * model.OutputSize, model.OutputSize));
            }

            Length++;
        }
    }
}
