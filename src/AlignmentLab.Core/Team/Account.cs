using System.Text.RegularExpressions;
using AlignmentLab.Errors;

namespace AlignmentLab.Core.Team;

/// <summary>A person who may use the lab.</summary>
/// <param name="Name">See <see cref="CheckName"/>.</param>
/// <param name="Closed">The account is kept for the sake of what it did, and cannot be used.</param>
public sealed partial record Account(string Name, Role Role, DateTimeOffset CreatedAt, bool Closed)
{
    /// <exception cref="InvalidInputException">The name is not 1 to 40 of a-z 0-9 . _ - beginning with a letter or digit.</exception>
    public static void CheckName(string name)
    {
        if (!Name_().IsMatch(name))
        {
            throw new InvalidInputException("An account's name is 1 to 40 of a-z 0-9 . _ - and begins with a letter or a digit.");
        }
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9._-]{0,39}$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Name_();
}
