using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using AlignmentLab.Host.Terminal;

namespace AlignmentLab.Host.Bench;

/// <summary>
/// Runs the Python programs that figures stand beside. They need what each names in its head; <c>ALAB_PYTHON</c> says which
/// Python (default: <c>/usr/bin/python3</c>, Debian's, which sees <c>python3-torch</c>), and <c>PYTHONPATH</c> leads to Gymnasium and to
/// DeepMind's gridworlds.
/// </summary>
internal sealed class PythonBaselines(Output output)
{
    /// <summary>The JSON object that a script prints last; null, after a remark, where it cannot be run.</summary>
    public async Task<JsonObject?> RunAsync(string script, string[] arguments, CancellationToken cancellationToken)
    {
        if (Find(script) is not { } path)
        {
            output.Message($"No baseline: eng/baselines/{script} is not here. Run this in the repository.");
            return null;
        }

        var python = Environment.GetEnvironmentVariable("ALAB_PYTHON") is { Length: > 0 } named ? named : "/usr/bin/python3";
        try
        {
            using var process = Process.Start(new ProcessStartInfo(python, [path, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
            await using var stop = cancellationToken.Register(() => process.Kill(entireProcessTree: true));
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            var printed = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            if (process.ExitCode == 0)
            {
                return JsonNode.Parse(printed.Trim().Split('\n')[^1])!.AsObject();
            }

            output.Message($"No baseline: {script} ended with {process.ExitCode}: {(await errors).Trim().Split('\n')[^1]}");
        }
        catch (Exception error) when (error is System.ComponentModel.Win32Exception or JsonException)
        {
            output.Message($"No baseline: {script} could not be run by {python}: {error.Message}");
        }

        return null;
    }

    private static string? Find(string script)
    {
        for (var folder = new DirectoryInfo(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "eng", "baselines", script);
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }
}
