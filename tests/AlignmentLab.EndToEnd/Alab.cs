using System.Diagnostics;
using System.Reflection;
using System.Text.Json.Nodes;

namespace AlignmentLab.EndToEnd;

/// <summary>Starts the built <c>alab</c> as a process of its own, on a lab in a temporary folder.</summary>
public sealed class Alab : IDisposable
{
    private static readonly string Executable = Metadata("Alab");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("alab-e2e-");

    /// <summary>The repository's example specs.</summary>
    public static string Experiments => Metadata("Experiments");

    /// <summary>The saved histories of every algorithm.</summary>
    public static string Histories => Metadata("Histories");

    /// <summary>Keeps what is started, and all its threads, on the first core; on Linux.</summary>
    public bool OnOneCore { get; init; }

    public string Lab => Path.Combine(_folder.FullName, "lab");

    /// <summary>Writes a file beside the lab.</summary>
    public string File(string name, string content)
    {
        var path = Path.Combine(_folder.FullName, name);
        System.IO.File.WriteAllText(path, content);
        return path;
    }

    public Process Start(params string[] arguments) => Start(new Dictionary<string, string>(), arguments);

    /// <summary>Starts a command with environment variables beside this process's.</summary>
    public Process Start(Dictionary<string, string> variables, params string[] arguments)
    {
        // A shell without job control has what it starts in the background ignore interrupts, and that is inherited. env takes it back and becomes
        // the program.
        var (program, before) = OperatingSystem.IsLinux()
            ? ("/usr/bin/env", (string[])["--default-signal=INT", .. OnOneCore ? (string[])["taskset", "-c", "0"] : [], Executable])
            : (Executable, []);
        var start = new ProcessStartInfo(program, [.. before, .. arguments, .. arguments.Contains("--lab") ? (string[])[] : ["--lab", Lab]])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder.FullName,
        };
        start.Environment["NO_COLOR"] = "1";
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>Runs a command to its end.</summary>
    public Task<Finished> RunAsync(params string[] arguments) => RunAsync(new Dictionary<string, string>(), arguments);

    /// <summary>Runs a command to its end, with environment variables beside this process's.</summary>
    public async Task<Finished> RunAsync(Dictionary<string, string> variables, params string[] arguments)
    {
        using var process = Start(variables, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Finished(process.ExitCode, await output, await errors);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string Metadata(string key) =>
        Path.GetFullPath(typeof(Alab).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!);
}

/// <summary>A command that has ended.</summary>
public sealed record Finished(int ExitCode, string Output, string Errors)
{
    /// <summary>The JSON lines of stdout.</summary>
    public IReadOnlyList<JsonObject> Lines => [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!.AsObject())];

    /// <summary>The last JSON line: the result.</summary>
    public JsonObject Result => Lines[^1];

    /// <summary>The lines before the result: what a list lists.</summary>
    public IReadOnlyList<JsonObject> Listed => [.. Lines.SkipLast(1)];
}
