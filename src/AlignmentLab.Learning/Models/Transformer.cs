using AlignmentLab.Environments;
using AlignmentLab.Learning.Autograd;
using AlignmentLab.Randomness;

namespace AlignmentLab.Learning.Models;

/// <summary>
/// A decoder-only transformer over tokens (Vaswani et al. 2017; layer normalisation before each part and after the last block, and
/// the initial weights, as GPT-2: Radford et al. 2019, section 2.3).
/// </summary>
/// <remarks>
/// Rows of inputs are as <see cref="AlignmentLab.Engines.ISequenceModel"/> says. Where it predicts, the outputs at a token are the logits of the one
/// after it.
/// </remarks>
public sealed class Transformer : INetwork
{
    internal const string TokenTable = "tokens.weight";
    internal const string PositionTable = "positions.weight";

    /// <summary>Standard deviation of the initial weights.</summary>
    private const double Deviation = 0.02;

    /// <param name="context">Tokens that it looks back at, the mark of the beginning among them: the width of the inputs.</param>
    /// <param name="vocabulary">Tokens that there are, 1 or more.</param>
    /// <param name="outputs">Outputs at each token: as many as tokens where it predicts the next one.</param>
    public Transformer(TransformerOptions options, int context, int vocabulary, int outputs)
    {
        (Options, InputSize, Vocabulary, OutputSize) = (options with { Vocabulary = vocabulary }, context, vocabulary, outputs);
        var w = options.Width;
        Parameters = new ParameterSet([
            (TokenTable, vocabulary + 1, w),
            (PositionTable, context, w),
            .. Enumerable.Range(0, options.Layers).SelectMany(i => new[]
            {
                ($"blocks.{i}.norm1.weight", 1, w), ($"blocks.{i}.norm1.bias", 1, w),
                ($"blocks.{i}.attention.in.weight", w, 3 * w), ($"blocks.{i}.attention.in.bias", 1, 3 * w),
                ($"blocks.{i}.attention.out.weight", w, w), ($"blocks.{i}.attention.out.bias", 1, w),
                ($"blocks.{i}.norm2.weight", 1, w), ($"blocks.{i}.norm2.bias", 1, w),
                ($"blocks.{i}.mlp.in.weight", w, 4 * w), ($"blocks.{i}.mlp.in.bias", 1, 4 * w),
                ($"blocks.{i}.mlp.out.weight", 4 * w, w), ($"blocks.{i}.mlp.out.bias", 1, w),
            }),
            ("norm.weight", 1, w), ("norm.bias", 1, w),
            ("head.weight", w, outputs), ("head.bias", 1, outputs),
        ]);
        Tokens = Parameters.All[0];
        Positions = Parameters.All[1];
        Blocks = [.. Parameters.All.Skip(2).SkipLast(4).Chunk(12).Select(p => new Block(
            new Pair(p[0], p[1]), new Pair(p[2], p[3]), new Pair(p[4], p[5]), new Pair(p[6], p[7]), new Pair(p[8], p[9]), new Pair(p[10], p[11])))];
        Norm = new Pair(Parameters.All[^4], Parameters.All[^3]);
        Head = new Pair(Parameters.All[^2], Parameters.All[^1]);
    }

    public TransformerOptions Options { get; }

    public ParameterSet Parameters { get; }

    public int InputSize { get; }

    public int OutputSize { get; }

    public int Vocabulary { get; }

    public string Shape => $"transformer of {Options.Layers} layers, width {Options.Width}, {Options.Heads} heads, context {InputSize}, {Vocabulary} tokens, {OutputSize} outputs";

    public long LargestProduct => (long)InputSize * Options.Width * Math.Max(4 * Options.Width, OutputSize);

    /// <summary>The vectors of tokens, <c>(vocabulary + 1) x width</c>; the last is that of a sequence's beginning.</summary>
    internal Parameter Tokens { get; }

    /// <summary>What is added at each position, <c>context x width</c>.</summary>
    internal Parameter Positions { get; }

    internal IReadOnlyList<Block> Blocks { get; }

    /// <summary>The last normalisation.</summary>
    internal Pair Norm { get; }

    /// <summary>From the last normalised vectors to logits.</summary>
    internal Pair Head { get; }

    /// <summary>
    /// Normal weights of deviation 0.02, in the order of the parameters, those that write to the residual stream divided by the root
    /// of how many do; gains 1, biases 0.
    /// </summary>
    public void Initialize(RandomStream randomness)
    {
        var draws = randomness.CreateGenerator();
        foreach (var parameter in Parameters.All)
        {
            var values = parameter.Value.Span;
            if (parameter.Name.EndsWith("bias", StringComparison.Ordinal))
            {
                values.Clear();
            }
            else if (parameter.Name.Contains("norm", StringComparison.Ordinal))
            {
                values.Fill(1);
            }
            else
            {
                var deviation = parameter.Name.EndsWith("out.weight", StringComparison.Ordinal) ? Deviation / Math.Sqrt(2 * Options.Layers) : Deviation;
                foreach (ref var value in values)
                {
                    value = (float)(deviation * draws.NextNormal());
                }
            }
        }
    }

    public Variable Apply(Variable inputs, bool everyPosition, IDrawSource? dropout = null)
    {
        var tape = inputs.Tape;
        var x = inputs.Embed(tape.Parameter(Tokens)).AddInTurn(tape.Parameter(Positions));
        foreach (var block in Blocks)
        {
            x = x.Add(block.AttentionOut.Map(block.AttentionIn.Map(block.Norm1.Normalize(x)).Attend(InputSize, Options.Heads)));
            x = x.Add(block.MlpOut.Map(block.MlpIn.Map(block.Norm2.Normalize(x)).Gelu()));
        }

        x = Norm.Normalize(everyPosition ? x : x.AtLastToken(inputs));
        return Head.Map(x);
    }

    /// <summary>One block: attention, then two fully connected layers, each added to what it was given.</summary>
    internal sealed record Block(Pair Norm1, Pair AttentionIn, Pair AttentionOut, Pair Norm2, Pair MlpIn, Pair MlpOut);

    /// <summary>Weights with their bias, or gains with theirs.</summary>
    /// <param name="Weight">Inputs by outputs, the transpose of what a checkpoint holds; or one row of gains.</param>
    internal readonly record struct Pair(Parameter Weight, Parameter Bias)
    {
        public Variable Map(Variable x) => x.Linear(x.Tape.Parameter(Weight), x.Tape.Parameter(Bias));

        public Variable Normalize(Variable x) => x.LayerNorm(x.Tape.Parameter(Weight), x.Tape.Parameter(Bias));
    }
}
