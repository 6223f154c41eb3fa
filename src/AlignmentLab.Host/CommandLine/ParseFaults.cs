using System.CommandLine;
using AlignmentLab.Core.Plugins;
using AlignmentLab.Errors;

namespace AlignmentLab.Host.CommandLine;

/// <summary>Says in one sentence what is wrong with a command line, and what was probably meant.</summary>
internal static class ParseFaults
{
    public static InvalidInputException Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var name = NameOf(command);
        var help = $" `{name} --help` shows how it is used.";
        if ((StrayOption(parsed) ?? (parsed.UnmatchedTokens is [var first, ..] ? first : null)) is { } token)
        {
            return new InvalidInputException(Unmatched(command, name, token) + (command.Subcommands.Count > 0 ? "" : help));
        }

        if (command.Subcommands.Count > 0)
        {
            return new InvalidInputException($"`{name}` needs one of: {Names(command)}.");
        }

        return command.Arguments.FirstOrDefault(a => a.Arity.MinimumNumberOfValues > (parsed.GetResult(a)?.Tokens.Count ?? 0)) is { } missing
            ? new InvalidInputException($"`{name}` needs {missing.HelpName ?? missing.Name}: {missing.Description}{help}")
            : new InvalidInputException(parsed.Errors[0].Message + help);
    }

    /// <summary>The parser takes an option that it does not know for the value of an argument. No argument of ours begins like one.</summary>
    public static void RejectOptions(Argument argument) => argument.Validators.Add(result =>
    {
        if (result.Tokens.FirstOrDefault(t => IsOption(t.Value)) is { } stray)
        {
            result.AddError(stray.Value);
        }
    });

    private static string? StrayOption(ParseResult parsed) => parsed.CommandResult.Command.Arguments
        .SelectMany(a => parsed.GetResult(a)?.Tokens ?? []).Select(t => t.Value).FirstOrDefault(IsOption);

    private static bool IsOption(string token) => token.StartsWith('-') && token.Length > 1;

    private static string Unmatched(Command command, string name, string token)
    {
        if (IsOption(token))
        {
            var options = Options(command).ToList();
            return $"`{name}` has no option '{token}'{NearestName.Suggestion(token, options)}";
        }

        return command.Subcommands.Count > 0
            ? $"`{name}` has no command '{token}'{NearestName.Suggestion(token, command.Subcommands.Select(c => c.Name))} There are: {Names(command)}."
            : $"'{token}' is one argument too many for `{name}`.";
    }

    private static IEnumerable<string> Options(Command command) => command.Parents.OfType<Command>()
        .SelectMany(Options).Concat(command.Options.Where(o => !o.Hidden).Select(o => o.Name)).Distinct(StringComparer.Ordinal);

    private static string Names(Command command) => string.Join(", ", command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name));

    private static string NameOf(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{NameOf(parent)} {command.Name}" : "alab";
}
