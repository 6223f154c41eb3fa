using AlignmentLab.Environments;
using AlignmentLab.Learning.Autograd;
using AlignmentLab.Randomness;

namespace AlignmentLab.Learning.Models;

/// <summary>Fully connected layers with one activation between them; without hidden layers, a linear model.</summary>
public sealed class Mlp : INetwork
{
    /// <param name="sizes">Width of the input, of each hidden layer, and of the output.</param>
    /// <param name="activation"><c>tanh</c> or <c>relu</c>.</param>
    /// <param name="dropout">The share of each hidden layer's outputs that training drops, in [0, 1).</param>
    public Mlp(IReadOnlyList<int> sizes, string activation, double dropout = 0)
    {
        if (sizes.Count < 2)
        {
            throw new ArgumentException("A model has an input and an output size at least.", nameof(sizes));
        }

        (Sizes, ActivationName, Dropout) = (sizes, activation, dropout);
        Parameters = new ParameterSet([.. Enumerable.Range(0, sizes.Count - 1).SelectMany(i => new[]
        {
            ($"layers.{i}.weight", sizes[i], sizes[i + 1]),
            ($"layers.{i}.bias", 1, sizes[i + 1]),
        })]);
        Layers = [.. Parameters.All.Chunk(2).Select(pair => new Layer(pair[0], pair[1]))];
    }

    public IReadOnlyList<int> Sizes { get; }

    public string ActivationName { get; }

    public double Dropout { get; }

    public ParameterSet Parameters { get; }

    public IReadOnlyList<Layer> Layers { get; }

    public int InputSize => Sizes[0];

    public int OutputSize => Sizes[^1];

    public string Shape => $"{string.Join('-', Sizes)} {ActivationName}";

    public long LargestProduct => Layers.Max(layer => (long)layer.Weight.Value.Length);

    /// <summary>
    /// Draws weights and biases uniformly from [-1/sqrt(n), 1/sqrt(n)), n being the layer's inputs: what
    /// <c>torch.nn.Linear</c> does by default (He et al. 2015 with a = sqrt(5)). Layer by layer, weights before biases, output by
    /// output as they stand in a checkpoint.
    /// </summary>
    public void Initialize(RandomStream randomness)
    {
        var draws = randomness.CreateGenerator();
        foreach (var (weight, bias) in Layers)
        {
            var (inputs, outputs) = (weight.Value.Rows, weight.Value.Columns);
            var bound = 1 / Math.Sqrt(inputs);
            for (var output = 0; output < outputs; output++)
            {
                for (var input = 0; input < inputs; input++)
                {
                    weight.Value[input, output] = (float)draws.NextUniform(-bound, bound);
                }
            }

            foreach (ref var value in bias.Value.Span)
            {
                value = (float)draws.NextUniform(-bound, bound);
            }
        }
    }

    public Variable Apply(Variable inputs, bool everyPosition, IDrawSource? dropout = null)
    {
        if (everyPosition)
        {
            throw new ArgumentException("Fully connected layers have no positions.", nameof(everyPosition));
        }

        var x = inputs;
        for (var i = 0; i < Layers.Count; i++)
        {
            x = i == 0 ? x : Activation.Apply(ActivationName, x);
            x = i > 0 && Dropout > 0 && dropout is not null ? x.Dropout(Dropout, dropout) : x;
            x = x.Linear(x.Tape.Parameter(Layers[i].Weight), x.Tape.Parameter(Layers[i].Bias));
        }

        return x;
    }

    /// <summary>One layer: x W + b.</summary>
    /// <param name="Weight">Inputs by outputs: the transpose of what a checkpoint holds.</param>
    public readonly record struct Layer(Parameter Weight, Parameter Bias);
}
