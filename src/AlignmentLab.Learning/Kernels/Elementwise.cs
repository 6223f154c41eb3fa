using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AlignmentLab.Learning.Kernels;

/// <summary>What to do at one index of some arrays, for one vector's worth of elements.</summary>
internal interface IElementwiseKernel
{
    void Step<TLanes, TVector>(nint index)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged;
}

/// <summary>Runs a kernel over a range of indices in the widest lanes; what is left over goes one by one.</summary>
internal static class Elementwise
{
    public static void Run<TKernel>(TKernel kernel, int from, int to)
        where TKernel : struct, IElementwiseKernel => Run(kernel, from, to, LaneWidths.Best);

    public static void Run<TKernel>(TKernel kernel, int from, int to, LaneWidth width)
        where TKernel : struct, IElementwiseKernel
    {
        switch (width)
        {
            case LaneWidth.Bits512:
                Loop<Lanes512, Vector512<float>, TKernel>(kernel, from, to);
                break;
            case LaneWidth.Bits256:
                Loop<Lanes256, Vector256<float>, TKernel>(kernel, from, to);
                break;
            case LaneWidth.Bits128:
                Loop<Lanes128, Vector128<float>, TKernel>(kernel, from, to);
                break;
            default:
                Loop<Lanes32, float, TKernel>(kernel, from, to);
                break;
        }
    }

    // Optimised at its first call, with the kernel inlined: a short training job is over before tiering would get to it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Loop<TLanes, TVector, TKernel>(TKernel kernel, nint from, nint to)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged
        where TKernel : struct, IElementwiseKernel
    {
        var i = from;
        for (; i <= to - TLanes.Width; i += TLanes.Width)
        {
            kernel.Step<TLanes, TVector>(i);
        }

        for (; i < to; i++)
        {
            kernel.Step<Lanes32, float>(i);
        }
    }
}
