using System.Runtime.CompilerServices;
using AlignmentLab.Learning.Kernels;
using AlignmentLab.Learning.Models;
using AlignmentLab.Learning.Tensors;

namespace AlignmentLab.Learning.Optimizers;

/// <summary>
/// Gradient descent with momentum, as <c>torch.optim.SGD</c>: g += decay * w; v = momentum * v + g; w -= rate * v. The first
/// step takes v = g.
/// </summary>
internal sealed unsafe class Sgd(ParameterSet parameters, OptimizerOptions options, WorkCrew crew) : IOptimizer
{
    private readonly Tensor _velocity = new(1, parameters.Values.Length);

    public void Step()
    {
        var kernel = new Kernel(
            parameters.Values.Pointer, parameters.Gradients.Pointer, _velocity.Pointer,
            (float)options.WeightDecay, (float)options.Momentum, -(float)options.LearningRate);
        crew.RunElements(kernel, parameters.Values.Length);
    }

    private readonly struct Kernel(float* value, float* gradient, float* velocity, float decay, float momentum, float rate) : IElementwiseKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step<TLanes, TVector>(nint index)
            where TLanes : ILanes<TVector>
            where TVector : unmanaged
        {
            var w = TLanes.Load(value + index);
            var g = TLanes.MultiplyAdd(TLanes.Broadcast(decay), w, TLanes.Load(gradient + index));
            var v = TLanes.MultiplyAdd(TLanes.Broadcast(momentum), TLanes.Load(velocity + index), g);
            TLanes.Store(velocity + index, v);
            TLanes.Store(value + index, TLanes.MultiplyAdd(TLanes.Broadcast(rate), v, w));
            TLanes.Store(gradient + index, TLanes.Broadcast(0f));
        }
    }
}
