using System.Numerics;
using System.Runtime.InteropServices;

namespace AlignmentLab.PolicyOptimization.Planning;

/// <summary>Arithmetic on rows of one number a state. Every number goes through the same operations, in vectors or alone, so the bits are the same.</summary>
internal static class Rows
{
    /// <summary>The least and the most by which a value is to move.</summary>
    public static (double Least, double Most) Moved(ReadOnlySpan<double> values, ReadOnlySpan<double> next)
    {
        var (low, high) = (new Vector<double>(double.PositiveInfinity), new Vector<double>(double.NegativeInfinity));
        var from = MemoryMarshal.Cast<double, Vector<double>>(values);
        var to = MemoryMarshal.Cast<double, Vector<double>>(next);
        for (var i = 0; i < from.Length; i++)
        {
            var moved = to[i] - from[i];
            (low, high) = (Vector.Min(low, moved), Vector.Max(high, moved));
        }

        var (least, most) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var lane = 0; lane < Vector<double>.Count; lane++)
        {
            (least, most) = (Math.Min(least, low[lane]), Math.Max(most, high[lane]));
        }

        for (var i = from.Length * Vector<double>.Count; i < values.Length; i++)
        {
            (least, most) = (Math.Min(least, next[i] - values[i]), Math.Max(most, next[i] - values[i]));
        }

        return (least, most);
    }

    /// <summary>Moves values a share of the way, and all of them by the same amount on top.</summary>
    public static void Move(Span<double> values, ReadOnlySpan<double> next, double step, double common)
    {
        var (share, all) = (new Vector<double>(step), new Vector<double>(common));
        var to = MemoryMarshal.Cast<double, Vector<double>>(next);
        var from = MemoryMarshal.Cast<double, Vector<double>>(values);
        for (var i = 0; i < from.Length; i++)
        {
            from[i] = Vector.FusedMultiplyAdd(share, to[i] - from[i], from[i]) + all;
        }

        for (var i = from.Length * Vector<double>.Count; i < values.Length; i++)
        {
            values[i] = Math.FusedMultiplyAdd(step, next[i] - values[i], values[i]) + common;
        }
    }

    /// <summary>Adds an action's probability times its gain and what lies ahead of it.</summary>
    public static void AddExpected(ReadOnlySpan<double> probabilities, ReadOnlySpan<double> gains, ReadOnlySpan<double> ahead, Span<double> values)
    {
        var p = MemoryMarshal.Cast<double, Vector<double>>(probabilities);
        var g = MemoryMarshal.Cast<double, Vector<double>>(gains);
        var a = MemoryMarshal.Cast<double, Vector<double>>(ahead);
        var v = MemoryMarshal.Cast<double, Vector<double>>(values);
        for (var i = 0; i < v.Length; i++)
        {
            v[i] = Vector.FusedMultiplyAdd(p[i], g[i] + a[i], v[i]);
        }

        for (var i = v.Length * Vector<double>.Count; i < values.Length; i++)
        {
            values[i] = Math.FusedMultiplyAdd(probabilities[i], gains[i] + ahead[i], values[i]);
        }
    }
}
