using System.Diagnostics;

namespace AlignmentLab.Host.Background;

/// <summary>This program, to be started once more.</summary>
internal static class OwnProgram
{
    /// <summary>A process of it with other arguments, its streams redirected.</summary>
    public static ProcessStartInfo With(params IReadOnlyList<string> arguments)
    {
        var host = Environment.ProcessPath!;
        var isMuxer = Path.GetFileNameWithoutExtension(host).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        string[] program = isMuxer ? [typeof(OwnProgram).Assembly.Location] : [];
        return new ProcessStartInfo(host, [.. program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
    }
}
