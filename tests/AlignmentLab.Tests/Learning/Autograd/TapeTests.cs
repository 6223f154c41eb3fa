using AlignmentLab.Learning;
using AlignmentLab.Learning.Autograd;
using AlignmentLab.Learning.Kernels;
using AlignmentLab.Learning.Models;
using AlignmentLab.Learning.Optimizers;
using AlignmentLab.Randomness;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Learning.Autograd;

public sealed class TapeTests
{
    [Fact]
    public void Step_OfATapeInUse_AllocatesNothing()
    {
        using var crew = new WorkCrew(1);
        var network = new Mlp([5, 40, 3], "tanh");
        network.Initialize(new RandomStream(1, "network"));
        var tape = new Tape(crew);
        var loss = network.Apply(tape.Input(8, 5), everyPosition: false).CrossEntropy(tape.Input(8, 1));
        var adam = new Adam(network.Parameters, new OptimizerOptions(), crew);
        void Step()
        {
            tape.Forward();
            tape.Backward(loss);
            adam.Step();
        }

        Step();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            Step();
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void Forward_AfterInputsChanged_ComputesAnew()
    {
        var tape = new Tape();
        var x = tape.Input(1, 2);
        var sum = x.Multiply(x).Sum();
        (x.Value[0, 0], x.Value[0, 1]) = (1, 2);
        tape.Forward();
        sum.Value[0, 0].ShouldBe(5);
        x.Value[0, 0] = 3;
        tape.Forward();
        sum.Value[0, 0].ShouldBe(13);
    }

    [Fact]
    public void Gradient_OfWhatDependsOnInputsOnly_IsNotKept()
    {
        var tape = new Tape();
        tape.Input(1, 2).Tanh().Gradient.ShouldBeNull();
    }
}
