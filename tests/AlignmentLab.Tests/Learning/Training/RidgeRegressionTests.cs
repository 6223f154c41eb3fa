using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Learning.Models;
using AlignmentLab.Learning.Training;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Learning.Training;

public sealed class RidgeRegressionTests
{
    /// <summary>Expected values: numpy 1.24, <c>solve(Xc'Xc + 0.5 I, Xc'Yc)</c> on centred data.</summary>
    [Fact]
    public void Fit_OfSeveralOutputs_SolvesTheNormalEquations()
    {
        float[] targets = [1, 0, 2, 1, 2, 2, 4, 3, 0, -1];
        var data = new TrainingData(5, 2, [1, 2, 2, 1, 3, 5, 4, 3, -1, 0.5f], 2, targets);
        var network = new Mlp([2, 2], "tanh");
        RidgeRegression.Fit(data, targets, 0.5, network, CancellationToken.None).ShouldBe(0.07008523448849445, 1e-12);
        network.Layers[0].Weight.Value.Span.ToArray().ShouldBe([0.85342020f, 0.75570033f, -0.23033969f, 0.04467194f], 1e-7);
        network.Layers[0].Bias.Value.Span.ToArray().ShouldBe([0.79362494f, -0.46300605f], 1e-7);
    }

    [Fact]
    public void Fit_WithAGrowingPenalty_KeepsTheInterceptAtTheMean()
    {
        float[] targets = [5, 7, 9];
        var network = new Mlp([1, 1], "tanh");
        RidgeRegression.Fit(new TrainingData(3, 1, [1, 2, 3], 1, targets), targets, 1e12, network, CancellationToken.None);
        network.Layers[0].Bias.Value[0, 0].ShouldBe(7f, 1e-5f);
    }

    [Fact]
    public void Fit_OfEqualInputsWithATinyPenalty_SaysWhatToRaise()
    {
        float[] targets = [1, 2];
        var data = new TrainingData(2, 2, [1e8f, 1e8f, -1e8f, -1e8f], 1, targets);
        Should.Throw<WorkFailedException>(() => RidgeRegression.Fit(data, targets, 1e-300, new Mlp([2, 1], "tanh"), CancellationToken.None))
            .Message.ShouldContain("learner.model.ridgePenalty");
    }
}
