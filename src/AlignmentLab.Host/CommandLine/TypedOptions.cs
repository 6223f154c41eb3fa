using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace AlignmentLab.Host.CommandLine;

/// <summary>Arguments and options that several commands share, with messages of their own for what they cannot read.</summary>
internal static class TypedOptions
{
    public static Argument<string> Run() => new("RUN") { HelpName = "RUN", Description = "A run's name, or a part of it that no other run's name has." };

    /// <summary>The file that a command writes; it must be named.</summary>
    public static Option<string> OutputFile(string what) => new("--output", "-o") { HelpName = "FILE", Description = what, Required = true };

    public static Option<string[]> Set(string what) => new("--set")
    {
        HelpName = "PATH=VALUE",
        Description = what,
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => [],
    };

    public static Option<ulong?> Seed(string what) => Of<ulong?>(
        "--seed", "N", what, $"a whole number from 0 to {ulong.MaxValue}", text => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : null);

    public static Option<long?> Version(string name, string what) => Of<long?>(
        name, "VERSION", what, "a version of the stream: a whole number of 0 or more",
        text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null);

    public static Option<long?> Position(string name, string what) => Of<long?>(
        name, "POSITION", what, "a position of the log: a whole number of 0 or more",
        text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position : null);

    public static Option<int?> Count(string name, string what, int least, int most = int.MaxValue) => Of<int?>(
        name, "N", what, most == int.MaxValue ? $"a whole number of {least} or more" : $"a whole number from {least} to {most}",
        text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= least && count <= most ? count : null);

    /// <summary>Who does it, where that is another than whoever is at the terminal: see <see cref="CommandContext.PersonOf"/>.</summary>
    public static Option<string?> Person(string what) => new("--as") { HelpName = "NAME", Description = $"{what} Default: the user of this machine; at a server, whoever the token is of." };

    /// <summary>An option whose text is read by <paramref name="read"/>, which returns null for what is none.</summary>
    public static Option<T?> Of<T>(string name, string helpName, string description, string expected, Func<string, T?> read) => new(name)
    {
        HelpName = helpName,
        Description = description,
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = result => Read(result, name, expected, read),
    };

    private static T? Read<T>(ArgumentResult result, string name, string expected, Func<string, T?> read)
    {
        var text = result.Tokens[0].Value;
        if (read(text) is { } value)
        {
            return value;
        }

        result.AddError($"{name} must be {expected}, not '{text}'.");
        return default;
    }
}
