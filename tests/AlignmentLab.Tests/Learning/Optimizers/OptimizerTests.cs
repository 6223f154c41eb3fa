using AlignmentLab.Learning;
using AlignmentLab.Learning.Kernels;
using AlignmentLab.Learning.Models;
using AlignmentLab.Learning.Optimizers;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Learning.Optimizers;

/// <summary>Three steps from (1, -2, 0.5, 0), beside PyTorch 1.13.1's optimisers on the same gradients.</summary>
public sealed class OptimizerTests
{
    private static readonly float[][] Gradients = [[0.5f, -1, 2, 0], [0.1f, 0.3f, -0.7f, 1e-6f], [-2, 0.25f, 0.125f, 0]];

    [Fact]
    public void Adam_ByDefault_StepsAsPyTorchDoes() => ShouldGive(
        new OptimizerOptions { LearningRate = 0.1 }, 0.866279423f, -1.83994305f, 0.327765256f, -0.129918873f);

    [Fact]
    public void Adam_WithEveryOption_StepsAsPyTorchDoes() => ShouldGive(
        new OptimizerOptions { LearningRate = 0.1, WeightDecay = 0.01, Beta1 = 0.8, Beta2 = 0.95, Epsilon = 1e-4 },
        0.87444222f, -1.8466723f, 0.336840451f, 0.00131915824f);

    [Fact]
    public void Sgd_ByDefault_StepsAsPyTorchDoes() => ShouldGive(
        new OptimizerOptions { Kind = "sgd", LearningRate = 0.1 }, 1.13999999f, -1.95499992f, 0.357500017f, -1e-7f);

    [Fact]
    public void Sgd_WithMomentumAndDecay_StepsAsPyTorchDoes() => ShouldGive(
        new OptimizerOptions { Kind = "sgd", LearningRate = 0.1, Momentum = 0.9, WeightDecay = 0.01 },
        1.04009473f, -1.80013943f, 0.0763871744f, -1.899e-7f);

    private static void ShouldGive(OptimizerOptions options, params float[] expected)
    {
        var parameters = new ParameterSet(("w", 1, 4));
        float[] start = [1, -2, 0.5f, 0];
        start.CopyTo(parameters.All[0].Value.Span);
        using var crew = new WorkCrew(1);
        IOptimizer optimizer = options.Kind == "adam" ? new Adam(parameters, options, crew) : new Sgd(parameters, options, crew);
        foreach (var gradient in Gradients)
        {
            gradient.CopyTo(parameters.All[0].Gradient.Span);
            optimizer.Step();
            parameters.Gradients.Span.ToArray().ShouldAllBe(g => g == 0);
        }

        var values = parameters.All[0].Value.Span.ToArray();
        for (var i = 0; i < expected.Length; i++)
        {
            values[i].ShouldBe(expected[i], 3e-7 * Math.Max(Math.Abs(expected[i]), 1e-3));
        }
    }
}
