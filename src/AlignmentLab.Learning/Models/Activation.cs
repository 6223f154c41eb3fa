using AlignmentLab.Learning.Autograd;
using AlignmentLab.Learning.Kernels;

namespace AlignmentLab.Learning.Models;

/// <summary>The function between two layers, by its name in <see cref="ModelSpec.Activation"/>.</summary>
public static class Activation
{
    /// <exception cref="ArgumentException">There is no activation of that name.</exception>
    public static Variable Apply(string name, Variable x) => name switch
    {
        "tanh" => x.Tanh(),
        "relu" => x.Relu(),
        _ => throw new ArgumentException($"There is no activation '{name}'; there are tanh and relu.", nameof(name)),
    };

    /// <summary>Replaces numbers by the function's values.</summary>
    internal static unsafe void Apply(string name, float* values, int count)
    {
        if (name == "tanh")
        {
            Elementwise.Run(new ScalarFunctionKernel<TanhFunction>(values, values), 0, count);
        }
        else
        {
            Elementwise.Run(new ScalarFunctionKernel<ReluFunction>(values, values), 0, count);
        }
    }
}
