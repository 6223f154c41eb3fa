using System.Runtime.CompilerServices;
using AlignmentLab.Learning.Kernels;

namespace AlignmentLab.Learning.Autograd;

/// <summary>A function of single elements.</summary>
internal interface IScalarFunction
{
    /// <summary>y = f(x).</summary>
    static abstract TVector Value<TLanes, TVector>(TVector x)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged;

    /// <summary>f'(x), given both x and y.</summary>
    static abstract TVector Derivative<TLanes, TVector>(TVector x, TVector y)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged;
}

/// <summary>Computes y[i] = f(x[i]).</summary>
internal readonly unsafe struct ScalarFunctionKernel<TFunction>(float* x, float* y) : IElementwiseKernel
    where TFunction : struct, IScalarFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step<TLanes, TVector>(nint index)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged =>
        TLanes.Store(y + index, TFunction.Value<TLanes, TVector>(TLanes.Load(x + index)));
}

/// <summary>Applies a function to each element.</summary>
internal sealed unsafe class ElementwiseOperation<TFunction>(Variable x, Variable y) : Operation
    where TFunction : struct, IScalarFunction
{
    public override void Forward() =>
        x.Tape.Crew.RunElements(new ScalarFunctionKernel<TFunction>(x.Value.Pointer, y.Value.Pointer), x.Value.Length);

    public override void Backward()
    {
        if (x.Gradient is { } gradient)
        {
            x.Tape.Crew.RunElements(
                new GradientKernel(x.Value.Pointer, y.Value.Pointer, y.Gradient!.Pointer, gradient.Pointer), x.Value.Length);
        }
    }

    private readonly struct GradientKernel(float* x, float* y, float* dy, float* dx) : IElementwiseKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step<TLanes, TVector>(nint index)
            where TLanes : ILanes<TVector>
            where TVector : unmanaged =>
            TLanes.Store(dx + index, TLanes.MultiplyAdd(
                TLanes.Load(dy + index),
                TFunction.Derivative<TLanes, TVector>(TLanes.Load(x + index), TLanes.Load(y + index)),
                TLanes.Load(dx + index)));
    }
}
