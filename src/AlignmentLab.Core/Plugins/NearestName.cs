namespace AlignmentLab.Core.Plugins;

/// <summary>Finds the name that somebody probably meant.</summary>
public static class NearestName
{
    /// <summary>". Did you mean 'x'?" or ".", to end a sentence with.</summary>
    public static string Suggestion(string typed, IEnumerable<string> known) =>
        Of(typed, known) is { } nearest ? $". Did you mean '{nearest}'?" : ".";

    /// <summary>The known name within a third of the typed length in edits, or null.</summary>
    public static string? Of(string typed, IEnumerable<string> known) => known
        .Select(name => (name, distance: Distance(typed.ToLowerInvariant(), name.ToLowerInvariant())))
        .Where(c => c.distance <= Math.Max(2, typed.Length / 3))
        .OrderBy(c => c.distance).ThenBy(c => c.name, StringComparer.Ordinal)
        .Select(c => c.name)
        .FirstOrDefault();

    // Levenshtein 1966: insertions, deletions and substitutions.
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
