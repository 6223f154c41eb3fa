using AlignmentLab.Environments;

namespace AlignmentLab.Tests.Environments.Gridworlds;

/// <summary>Draws given by hand, which run out.</summary>
internal sealed class GivenDraws(params double[] draws) : IDrawSource
{
    /// <summary>How many were taken.</summary>
    public int Taken { get; private set; }

    public double NextDouble() => draws[Taken++];
}
