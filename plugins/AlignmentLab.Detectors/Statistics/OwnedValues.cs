using System.Runtime.CompilerServices;

namespace AlignmentLab.Detectors.Statistics;

/// <summary>Sorts values together with the episodes that they belong to.</summary>
/// <remarks>
/// The runtime's own sort of pairs is not compiled in advance for doubles, and a run has few looks: by the time that it is compiled well most runs
/// are over. This merge sort is compiled well at once.
/// </remarks>
internal static class OwnedValues
{
    /// <summary>Sorts both arrays by the values, ascending as <see cref="double.CompareTo(double)"/> has it: NaN before every number.</summary>
    /// <param name="owners">As many as there are values.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sort(double[] values, int[] owners)
    {
        var (from, fromOwners) = (values, owners);
        var (to, toOwners) = (new double[values.Length], new int[values.Length]);
        for (var width = 1; width < values.Length; width *= 2)
        {
            for (var start = 0; start < values.Length; start += 2 * width)
            {
                var (middle, end) = (Math.Min(start + width, values.Length), Math.Min(start + (2 * width), values.Length));
                for (int next = start, left = start, right = middle; next < end; next++)
                {
                    var taken = right == end || (left < middle && from[left].CompareTo(from[right]) <= 0) ? left++ : right++;
                    (to[next], toOwners[next]) = (from[taken], fromOwners[taken]);
                }
            }

            (from, to, fromOwners, toOwners) = (to, from, toOwners, fromOwners);
        }

        if (from != values)
        {
            from.CopyTo(values, 0);
            fromOwners.CopyTo(owners, 0);
        }
    }
}
