using System.Diagnostics;
using System.Globalization;
using AlignmentLab.Events;

namespace AlignmentLab.Tests.Embedded;

/// <summary>The process <c>AlignmentLab.CrashWriter</c>, which lies beside the tests.</summary>
public sealed class CrashWriter : IDisposable
{
    private readonly Process _process;

    public CrashWriter(params string[] arguments)
        : this(StartInfo(arguments))
    {
    }

    private CrashWriter(ProcessStartInfo start) => _process = Process.Start(start)!;

    /// <summary>Its next line, or null when it has ended.</summary>
    public Task<string?> LineAsync() => _process.StandardOutput.ReadLineAsync();

    /// <summary>Kills it as <c>kill -9</c> does, and gives the lines that it still got out.</summary>
    public async Task<string> KillAsync()
    {
        _process.Kill();
        var rest = await _process.StandardOutput.ReadToEndAsync();
        await _process.WaitForExitAsync();
        return rest;
    }

    /// <summary>Waits until it ends by itself, and gives what it wrote.</summary>
    public async Task<(int ExitCode, string Output, string Errors)> EndAsync()
    {
        var errors = _process.StandardError.ReadToEndAsync();
        var output = await _process.StandardOutput.ReadToEndAsync();
        await _process.WaitForExitAsync();
        return (_process.ExitCode, output, await errors);
    }

    /// <summary>The acknowledged events among lines of "VERSION EVENT-ID"; a line cut short by a kill is none.</summary>
    public static IEnumerable<(long Version, EventId Id)> Acknowledged(IEnumerable<string> lines) =>
        from line in lines
        let words = line.Split(' ')
        where words.Length == 2 && words[1].Length == 36
        select (long.Parse(words[0], CultureInfo.InvariantCulture), new EventId(Guid.Parse(words[1])));

    /// <summary>Runs it as another user, without rights to what this user owns. Null where that cannot be done.</summary>
    /// <param name="program">A folder that everybody may enter; the program is copied there, since the repository may be closed to others.</param>
    public static CrashWriter? AsNobody(string program, params string[] arguments)
    {
        const string SetPrivileges = "/usr/bin/setpriv";
        if (!Environment.IsPrivilegedProcess || !File.Exists(SetPrivileges))
        {
            return null;
        }

        CopyProgram(program);
        var own = StartInfo(arguments, program);
        var start = new ProcessStartInfo(SetPrivileges, ["--reuid=65534", "--regid=65534", "--clear-groups", own.FileName, .. own.ArgumentList])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new CrashWriter(start);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private static void CopyProgram(string folder)
    {
        var files = Directory.EnumerateFiles(AppContext.BaseDirectory, "AlignmentLab.*")
            .Concat(((string[])["Autofac", "FluentValidation", "MediatR", "Microsoft.Data.Sqlite", "SQLitePCLRaw"])
                .SelectMany(name => Directory.EnumerateFiles(AppContext.BaseDirectory, name + "*.dll")))
            .Concat(Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "runtimes"), "*e_sqlite3.so", SearchOption.AllDirectories));
        foreach (var file in files)
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(AppContext.BaseDirectory, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static ProcessStartInfo StartInfo(string[] arguments, string? program = null) =>
        new(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet",
            [Path.Combine(program ?? AppContext.BaseDirectory, "AlignmentLab.CrashWriter.dll"), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
}
