using AlignmentLab.Errors;

namespace AlignmentLab.Core.Runs.Specs;

/// <summary>The <c>path=value</c> settings of one command line.</summary>
internal static class SettingList
{
    /// <exception cref="InvalidInputException">A path is set twice, so that one of the values would be lost without a word.</exception>
    public static void CheckOnceEach(IReadOnlyList<string> settings)
    {
        var twice = settings.GroupBy(s => s.Split('=')[0].Trim(), StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
        {
            throw new InvalidInputException($"--set {twice.Key} is given {twice.Count()} times: {string.Join(", ", twice.Select(s => $"'{s[(s.IndexOf('=', StringComparison.Ordinal) + 1)..]}'"))}. Keep one.");
        }
    }
}
