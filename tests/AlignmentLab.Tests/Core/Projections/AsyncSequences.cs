using System.Runtime.CompilerServices;

namespace AlignmentLab.Tests.Core.Projections;

internal static class AsyncSequences
{
    /// <summary>Passes on what comes until the condition holds; it is looked at before the first and after each.</summary>
    public static async IAsyncEnumerable<T> Until<T>(this IAsyncEnumerable<T> source, Func<bool> condition, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (condition())
        {
            yield break;
        }

        await foreach (var item in source.WithCancellation(cancellationToken))
        {
            yield return item;
            if (condition())
            {
                yield break;
            }
        }
    }
}
