using System.Runtime.CompilerServices;

namespace AlignmentLab.Learning.Kernels;

/// <summary>One float at a time: the remainder of a row, and machines without fused multiply-add, where it is emulated exactly.</summary>
internal readonly unsafe struct Lanes32 : ILanes<float>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    public static int Width => 1;

    public static int BlockRows => 4;

    [MethodImpl(Inline)]
    public static float Load(float* source) => *source;

    [MethodImpl(Inline)]
    public static void Store(float* target, float value) => *target = value;

    [MethodImpl(Inline)]
    public static float Broadcast(float value) => value;

    [MethodImpl(Inline)]
    public static float Add(float a, float b) => a + b;

    [MethodImpl(Inline)]
    public static float Subtract(float a, float b) => a - b;

    [MethodImpl(Inline)]
    public static float Multiply(float a, float b) => a * b;

    [MethodImpl(Inline)]
    public static float Divide(float a, float b) => a / b;

    [MethodImpl(Inline)]
    public static float SquareRoot(float a) => MathF.Sqrt(a);

    [MethodImpl(Inline)]
    public static float MultiplyAdd(float a, float b, float c) => MathF.FusedMultiplyAdd(a, b, c);

    [MethodImpl(Inline)]
    public static float LessThan(float a, float b) => BitConverter.UInt32BitsToSingle(a < b ? uint.MaxValue : 0);

    [MethodImpl(Inline)]
    public static float Select(float mask, float then, float otherwise) => BitConverter.UInt32BitsToSingle(
        (Bits(mask) & Bits(then)) | (~Bits(mask) & Bits(otherwise)));

    [MethodImpl(Inline)]
    public static float And(float a, float b) => BitConverter.UInt32BitsToSingle(Bits(a) & Bits(b));

    [MethodImpl(Inline)]
    public static float Or(float a, float b) => BitConverter.UInt32BitsToSingle(Bits(a) | Bits(b));

    [MethodImpl(Inline)]
    public static float ShiftLeft(float a, int bits) => BitConverter.UInt32BitsToSingle(Bits(a) << bits);

    [MethodImpl(Inline)]
    public static float ShiftRight(float a, int bits) => BitConverter.UInt32BitsToSingle(Bits(a) >>> bits);

    [MethodImpl(Inline)]
    private static uint Bits(float value) => BitConverter.SingleToUInt32Bits(value);
}
