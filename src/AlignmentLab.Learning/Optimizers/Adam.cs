using System.Runtime.CompilerServices;
using AlignmentLab.Learning.Kernels;
using AlignmentLab.Learning.Models;
using AlignmentLab.Learning.Tensors;

namespace AlignmentLab.Learning.Optimizers;

/// <summary>
/// Adam (Kingma and Ba 2015), in the order of <c>torch.optim.Adam</c>: g += decay * w; m = b1 m + (1 - b1) g;
/// v = b2 v + (1 - b2) g^2; w -= rate / (1 - b1^t) * m / (sqrt(v) / sqrt(1 - b2^t) + epsilon).
/// </summary>
internal sealed unsafe class Adam(ParameterSet parameters, OptimizerOptions options, WorkCrew crew) : IOptimizer
{
    private readonly Tensor _first = new(1, parameters.Values.Length);
    private readonly Tensor _second = new(1, parameters.Values.Length);

    // The powers b^t by multiplication, since the C library's pow differs between machines.
    private double _beta1Power = 1;
    private double _beta2Power = 1;

    public void Step()
    {
        _beta1Power *= options.Beta1;
        _beta2Power *= options.Beta2;
        var kernel = new Kernel(parameters, _first, _second, options)
        {
            Rate = (float)-(options.LearningRate / (1 - _beta1Power)),
            Correction = (float)(1 / Math.Sqrt(1 - _beta2Power)),
        };
        crew.RunElements(kernel, parameters.Values.Length);
    }

    private readonly struct Kernel(ParameterSet parameters, Tensor first, Tensor second, OptimizerOptions options) : IElementwiseKernel
    {
        private readonly float* _value = parameters.Values.Pointer;
        private readonly float* _gradient = parameters.Gradients.Pointer;
        private readonly float* _first = first.Pointer;
        private readonly float* _second = second.Pointer;
        private readonly float _beta1 = (float)options.Beta1;
        private readonly float _rest1 = (float)(1 - options.Beta1);
        private readonly float _beta2 = (float)options.Beta2;
        private readonly float _rest2 = (float)(1 - options.Beta2);
        private readonly float _epsilon = (float)options.Epsilon;
        private readonly float _decay = (float)options.WeightDecay;

        /// <summary>Minus the step size.</summary>
        public float Rate { get; init; }

        public float Correction { get; init; }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step<TLanes, TVector>(nint index)
            where TLanes : ILanes<TVector>
            where TVector : unmanaged
        {
            var w = TLanes.Load(_value + index);
            var g = TLanes.MultiplyAdd(TLanes.Broadcast(_decay), w, TLanes.Load(_gradient + index));
            var m = TLanes.MultiplyAdd(
                TLanes.Broadcast(_beta1), TLanes.Load(_first + index), TLanes.Multiply(TLanes.Broadcast(_rest1), g));
            var v = TLanes.MultiplyAdd(
                TLanes.Broadcast(_beta2), TLanes.Load(_second + index), TLanes.Multiply(TLanes.Multiply(TLanes.Broadcast(_rest2), g), g));
            var scale = TLanes.MultiplyAdd(TLanes.SquareRoot(v), TLanes.Broadcast(Correction), TLanes.Broadcast(_epsilon));
            TLanes.Store(_first + index, m);
            TLanes.Store(_second + index, v);
            TLanes.Store(_value + index, TLanes.MultiplyAdd(TLanes.Broadcast(Rate), TLanes.Divide(m, scale), w));
            TLanes.Store(_gradient + index, TLanes.Broadcast(0f));
        }
    }
}
