using System.Runtime.CompilerServices;
using AlignmentLab.Learning.Kernels;

namespace AlignmentLab.Learning.Autograd;

/// <summary>Applies a function to each pair of elements at the same place.</summary>
internal sealed unsafe class PairOperation<TFunction>(Variable a, Variable b, Variable y) : Operation
    where TFunction : struct, IPairFunction
{
    public override void Forward() =>
        a.Tape.Crew.RunElements(new ValueKernel(a.Value.Pointer, b.Value.Pointer, y.Value.Pointer), y.Value.Length);

    public override void Backward()
    {
        // One operand after the other: they may be the same variable.
        if (a.Gradient is { } first)
        {
            a.Tape.Crew.RunElements(
                new FirstGradientKernel(a.Value.Pointer, b.Value.Pointer, y.Gradient!.Pointer, first.Pointer), y.Value.Length);
        }

        if (b.Gradient is { } second)
        {
            a.Tape.Crew.RunElements(
                new SecondGradientKernel(a.Value.Pointer, b.Value.Pointer, y.Gradient!.Pointer, second.Pointer), y.Value.Length);
        }
    }

    private readonly struct ValueKernel(float* a, float* b, float* y) : IElementwiseKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step<TLanes, TVector>(nint index)
            where TLanes : ILanes<TVector>
            where TVector : unmanaged =>
            TLanes.Store(y + index, TFunction.Value<TLanes, TVector>(TLanes.Load(a + index), TLanes.Load(b + index)));
    }

    private readonly struct FirstGradientKernel(float* a, float* b, float* dy, float* da) : IElementwiseKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step<TLanes, TVector>(nint index)
            where TLanes : ILanes<TVector>
            where TVector : unmanaged =>
            TLanes.Store(da + index, TLanes.MultiplyAdd(
                TLanes.Load(dy + index),
                TFunction.ByFirst<TLanes, TVector>(TLanes.Load(a + index), TLanes.Load(b + index)),
                TLanes.Load(da + index)));
    }

    private readonly struct SecondGradientKernel(float* a, float* b, float* dy, float* db) : IElementwiseKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step<TLanes, TVector>(nint index)
            where TLanes : ILanes<TVector>
            where TVector : unmanaged =>
            TLanes.Store(db + index, TLanes.MultiplyAdd(
                TLanes.Load(dy + index),
                TFunction.BySecond<TLanes, TVector>(TLanes.Load(a + index), TLanes.Load(b + index)),
                TLanes.Load(db + index)));
    }
}
