using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace AlignmentLab.Learning.Kernels;

/// <summary>The hardware widths that kernels are compiled for. Results are the same in each; only the speed differs.</summary>
internal enum LaneWidth
{
    Scalar = 32,
    Bits128 = 128,
    Bits256 = 256,
    Bits512 = 512,
}

internal static class LaneWidths
{
    /// <summary>The widest one that this processor multiplies and adds in with one rounding, in hardware.</summary>
    public static LaneWidth Best =>
        Avx512F.IsSupported ? LaneWidth.Bits512
        : Avx2.IsSupported && Fma.IsSupported ? LaneWidth.Bits256
        : AdvSimd.Arm64.IsSupported ? LaneWidth.Bits128
        : LaneWidth.Scalar;
}
