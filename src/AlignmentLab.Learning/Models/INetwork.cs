using AlignmentLab.Environments;
using AlignmentLab.Learning.Autograd;
using AlignmentLab.Randomness;

namespace AlignmentLab.Learning.Models;

/// <summary>A model that is trained by gradient.</summary>
public interface INetwork
{
    ParameterSet Parameters { get; }

    /// <summary>Numbers a row of inputs.</summary>
    int InputSize { get; }

    int OutputSize { get; }

    /// <summary>Its sizes in words, such as <c>4-64-64-2 tanh</c>. Networks of one shape can have each other's weights.</summary>
    string Shape { get; }

    /// <summary>Multiply-adds of the largest single product that a row of inputs takes.</summary>
    long LargestProduct { get; }

    /// <summary>Draws the weights that training begins with.</summary>
    void Initialize(RandomStream randomness);

    /// <summary>Writes the model down on a tape.</summary>
    /// <param name="inputs">An example's inputs a row, <see cref="InputSize"/> wide.</param>
    /// <param name="everyPosition">
    /// Outputs for each number of a row, a row each, and not for the row as a whole; for models of sequences alone.
    /// </param>
    /// <param name="dropout">What drops hidden units, where the network has dropout; null: nothing is dropped.</param>
    /// <exception cref="ArgumentException"><paramref name="everyPosition"/> is asked of a model that has no positions.</exception>
    Variable Apply(Variable inputs, bool everyPosition, IDrawSource? dropout = null);
}
