namespace AlignmentLab.Learning.Kernels;

/// <summary>
/// A vector of floats of one hardware width, as the kernels see it. A kernel is written once against this interface and
/// compiled for each width. Every operation works lane by lane and is exact or correctly rounded, so that a value does not
/// depend on the width that computed it.
/// </summary>
/// <typeparam name="TVector">The vector, such as <see cref="System.Runtime.Intrinsics.Vector256{T}"/> of float.</typeparam>
internal unsafe interface ILanes<TVector>
    where TVector : unmanaged
{
    /// <summary>Floats in one vector.</summary>
    static abstract int Width { get; }

    /// <summary>Rows of the matrix product's register block: as many as the registers of this width hold.</summary>
    static abstract int BlockRows { get; }

    static abstract TVector Load(float* source);

    static abstract void Store(float* target, TVector value);

    static abstract TVector Broadcast(float value);

    static abstract TVector Add(TVector a, TVector b);

    static abstract TVector Subtract(TVector a, TVector b);

    static abstract TVector Multiply(TVector a, TVector b);

    static abstract TVector Divide(TVector a, TVector b);

    static abstract TVector SquareRoot(TVector a);

    /// <summary>a * b + c with one rounding.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);

    /// <summary>All bits set where a &lt; b, none elsewhere (a NaN is less than nothing).</summary>
    static abstract TVector LessThan(TVector a, TVector b);

    /// <summary>The bits of <paramref name="then"/> where the mask's are set, else those of <paramref name="otherwise"/>.</summary>
    static abstract TVector Select(TVector mask, TVector then, TVector otherwise);

    static abstract TVector And(TVector a, TVector b);

    static abstract TVector Or(TVector a, TVector b);

    /// <summary>The lanes' bits shifted left.</summary>
    static abstract TVector ShiftLeft(TVector a, int bits);

    /// <summary>The lanes' bits shifted right, zeros coming in.</summary>
    static abstract TVector ShiftRight(TVector a, int bits);
}
