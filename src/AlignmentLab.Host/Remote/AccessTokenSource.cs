using AlignmentLab.Core.Team.Tokens;
using AlignmentLab.Errors;

namespace AlignmentLab.Host.Remote;

/// <summary>Where the command line takes its token from. It is no option, since options stand in the shell's history and in lists of processes.</summary>
internal static class AccessTokenSource
{
    public const string Variable = "ALAB_TOKEN";
    public const string FileVariable = "ALAB_TOKEN_FILE";

    /// <exception cref="InvalidInputException">There is none, or what is there is none.</exception>
    public static TokenText FromEnvironment()
    {
        var (text, place) = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } token ? (token, $"${Variable}")
            : Environment.GetEnvironmentVariable(FileVariable) is { Length: > 0 } path ? (Read(path), path)
            : throw new InvalidInputException($"A server wants to know who comes: put a personal access token into ${Variable}, or name a file that holds one by ${FileVariable}. The page Account of the server makes one.");
        return TokenText.Parse(text.Trim()) ?? throw new InvalidInputException($"{place} holds no token such as alab_..., which the page Account of the server makes.");
    }

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException($"${FileVariable}: '{path}' cannot be read: {error.Message}", error);
        }
    }
}
