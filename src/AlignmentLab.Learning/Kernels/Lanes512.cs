using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace AlignmentLab.Learning.Kernels;

/// <summary>16 floats a vector: AVX-512.</summary>
internal readonly unsafe struct Lanes512 : ILanes<Vector>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    public static int Width => 16;

    public static int BlockRows => 8;

    [MethodImpl(Inline)]
    public static Vector Load(float* source) => Vector512.Load(source);

    [MethodImpl(Inline)]
    public static void Store(float* target, Vector value) => value.Store(target);

    [MethodImpl(Inline)]
    public static Vector Broadcast(float value) => Vector512.Create(value);

    [MethodImpl(Inline)]
    public static Vector Add(Vector a, Vector b) => a + b;

    [MethodImpl(Inline)]
    public static Vector Subtract(Vector a, Vector b) => a - b;

    [MethodImpl(Inline)]
    public static Vector Multiply(Vector a, Vector b) => a * b;

    [MethodImpl(Inline)]
    public static Vector Divide(Vector a, Vector b) => a / b;

    [MethodImpl(Inline)]
    public static Vector SquareRoot(Vector a) => Vector512.Sqrt(a);

    [MethodImpl(Inline)]
    public static Vector MultiplyAdd(Vector a, Vector b, Vector c) => Vector512.FusedMultiplyAdd(a, b, c);

    [MethodImpl(Inline)]
    public static Vector LessThan(Vector a, Vector b) => Vector512.LessThan(a, b);

    [MethodImpl(Inline)]
    public static Vector Select(Vector mask, Vector then, Vector otherwise) => Vector512.ConditionalSelect(mask, then, otherwise);

    [MethodImpl(Inline)]
    public static Vector And(Vector a, Vector b) => a & b;

    [MethodImpl(Inline)]
    public static Vector Or(Vector a, Vector b) => a | b;

    [MethodImpl(Inline)]
    public static Vector ShiftLeft(Vector a, int bits) => (a.AsUInt32() << bits).AsSingle();

    [MethodImpl(Inline)]
    public static Vector ShiftRight(Vector a, int bits) => (a.AsUInt32() >>> bits).AsSingle();
}
