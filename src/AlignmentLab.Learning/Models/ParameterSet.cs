using AlignmentLab.Learning.Autograd;
using AlignmentLab.Learning.Tensors;

namespace AlignmentLab.Learning.Models;

/// <summary>A model's parameters, all in one buffer and their gradients in another, so that an optimiser makes one pass.</summary>
public sealed class ParameterSet
{
    /// <summary>Each parameter starts on a cache line of its own; what lies between is 0 and stays 0.</summary>
    private const int Grain = 16;

    /// <param name="shapes">Name, rows and columns of each.</param>
    public ParameterSet(params IReadOnlyList<(string Name, int Rows, int Columns)> shapes)
    {
        var length = shapes.Sum(s => Padded(s.Rows, s.Columns));
        Values = new Tensor(1, length);
        Gradients = new Tensor(1, length);
        var (all, start) = (new List<Parameter>(), 0);
        foreach (var (name, rows, columns) in shapes)
        {
            all.Add(new Parameter(name, Values.View(start, rows, columns), Gradients.View(start, rows, columns)));
            start += Padded(rows, columns);
        }

        All = all;
    }

    public IReadOnlyList<Parameter> All { get; }

    /// <summary>Every value, in one row.</summary>
    public Tensor Values { get; }

    /// <summary>The derivative by each value, in the same order.</summary>
    public Tensor Gradients { get; }

    private static int Padded(int rows, int columns) => checked(((rows * columns) + Grain - 1) / Grain * Grain);
}
