namespace AlignmentLab.Host.Terminal;

/// <summary>Text that can be pasted into a shell.</summary>
internal static class ShellText
{
    /// <summary>The argument as it is where that is safe, else in single quotes.</summary>
    public static string Quoted(string argument) =>
        argument.Length > 0 && argument.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '_' or ':' or '=' or '+' or ',')
            ? argument
            : $"'{argument.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
