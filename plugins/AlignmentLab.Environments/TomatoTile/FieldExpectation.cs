using System.Numerics;
using System.Runtime.InteropServices;

namespace AlignmentLab.Environments.TomatoTile;

/// <summary>
/// Expectations over a field of tomatoes, in place: entry b of a vector of 2^n is of the field whose watered tomatoes are the
/// bits of b. Tomatoes dry independently, so one pass a tomato does, in place of a sum over 2^n fields for each.
/// </summary>
internal static class FieldExpectation
{
    /// <summary>What comes of a field once a tomato is watered.</summary>
    public static void AfterWatering(Span<double> field, int tomato)
    {
        var bit = 1 << tomato;
        for (var start = 0; start < field.Length; start += 2 * bit)
        {
            field.Slice(start + bit, bit).CopyTo(field.Slice(start, bit));
        }
    }

    /// <summary>What is to be expected of a field once each watered tomato has dried with a probability.</summary>
    public static void AfterDrying(Span<double> field, int tomatoes, double drying)
    {
        var (kept, dried) = (1 - drying, drying);
        for (var bit = 1; bit < 1 << tomatoes; bit *= 2)
        {
            if (bit < Vector<double>.Count)
            {
                MixNear(field, bit, dried, kept);
                continue;
            }

            for (var start = 0; start < field.Length; start += 2 * bit)
            {
                Mix(field.Slice(start, bit), field.Slice(start + bit, bit), dried, kept);
            }
        }
    }

    // Pairs that stand so near that no vector holds one side alone.
    private static void MixNear(Span<double> field, int bit, double dried, double kept)
    {
        for (var start = 0; start < field.Length; start += 2 * bit)
        {
            for (var dry = start; dry < start + bit; dry++)
            {
                field[dry + bit] = Math.FusedMultiplyAdd(dried, field[dry], kept * field[dry + bit]);
            }
        }
    }

    private static void Mix(ReadOnlySpan<double> dry, Span<double> watered, double dried, double kept)
    {
        var (d, k) = (new Vector<double>(dried), new Vector<double>(kept));
        var from = MemoryMarshal.Cast<double, Vector<double>>(dry);
        var to = MemoryMarshal.Cast<double, Vector<double>>(watered);
        for (var i = 0; i < to.Length; i++)
        {
            to[i] = Vector.FusedMultiplyAdd(d, from[i], k * to[i]);
        }
    }
}
