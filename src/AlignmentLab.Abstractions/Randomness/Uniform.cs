using AlignmentLab.Environments;

namespace AlignmentLab.Randomness;

/// <summary>Uniform draws from any source, seeded or given by hand.</summary>
public static class Uniform
{
    /// <summary>Uniform in [low, high), one draw, with numpy's arithmetic: <c>rng.uniform(low, high)</c>.</summary>
    public static double NextUniform(this IDrawSource draws, double low, double high)
    {
        ArgumentNullException.ThrowIfNull(draws);
        return low + ((high - low) * draws.NextDouble());
    }
}
