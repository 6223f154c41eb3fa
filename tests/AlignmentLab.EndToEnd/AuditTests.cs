using System.Diagnostics;
using Shouldly;
using Xunit;

namespace AlignmentLab.EndToEnd;

/// <summary>docs/auditing.md, command by command, by an auditor who has the exported file, the key and the program alone.</summary>
public sealed class AuditTests : IDisposable
{
    private readonly Alab _team = new();
    private readonly Alab _auditor = new();
    private readonly DirectoryInfo _files = Directory.CreateTempSubdirectory("alab-audit-");

    public void Dispose()
    {
        _team.Dispose();
        _auditor.Dispose();
        _files.Delete(recursive: true);
    }

    [Fact]
    public async Task Auditor_WithTheFileAndTheKey_AnswersTheThreeQuestions()
    {
        var run = (await _team.HoldSmallAsync()).Text("run");
        var (export, model, key, certificate) = (File("run.alab"), File("policy.safetensors"), File("log.pub"), File("run.certificate"));
        await System.IO.File.WriteAllTextAsync(key, (await OkAsync(_team, "log", "key", "--json")).Result.Text("pem"));
        var kept = File("kept");
        await System.IO.File.WriteAllTextAsync(kept, (await OkAsync(_team, "log", "checkpoint", "--json")).Result.Text("note"));
        await OkAsync(_team, "export", run, "-o", export);
        await OkAsync(_team, "models", "export", run, "-o", model);

        (await OkAsync(_team, "verify", "--checkpoint", kept, "--json")).Result.Text("outcome").ShouldBe("intact");
        (await OkAsync(_auditor, "verify", "--lab", export, "--key", key, "--json")).Result.Text("outcome").ShouldBe("intact");
        var labels = (await OkAsync(_auditor, "provenance", model, "--lab", export, "--key", key, "--json")).Result["labels"]!.AsArray();
        labels.Sum(l => l!["queries"]!.GetValue<long>()).ShouldBe(400);
        (await OkAsync(_auditor, "replay", run, "--lab", export, "--json")).Result.Text("outcome").ShouldBe("identical");

        await OkAsync(_auditor, "import", export, "--key", key);
        await OkAsync(_auditor, "replay", run, "--certificate", certificate);
        var own = File("own.pub");
        await System.IO.File.WriteAllTextAsync(own, (await OkAsync(_auditor, "log", "key", "--json")).Result.Text("pem"));
        (await OkAsync(_auditor, "verify", "--certificate", certificate, "--key", own, "--json")).Result.Text("outcome").ShouldBe("intact");
        (await _auditor.RunAsync("verify", "--certificate", certificate, "--key", key)).ExitCode.ShouldBe(1);
        (await OkAsync(_auditor, "verify", run, "--certificate", certificate)).ShouldNotBeNull();
        (await OpenSslAsync(certificate, own)).ShouldContain("Verified OK");
    }

    [Fact]
    public async Task Export_OpenedAsALab_CannotBeChanged()
    {
        var run = (await _team.HoldSmallAsync()).Text("run");
        await OkAsync(_team, "export", run, "-o", File("run.alab"));

        var cancelled = await _auditor.RunAsync("log", "checkpoint", "--lab", File("run.alab"));

        cancelled.ExitCode.ShouldBe(2);
        cancelled.Errors.ShouldContain("alab import");
    }

    [Fact]
    public async Task Verify_OfAFileThatIsNoExport_SaysSo()
    {
        await System.IO.File.WriteAllTextAsync(File("run.alab"), "no archive");

        var verified = await _auditor.RunAsync("verify", "--lab", File("run.alab"));

        verified.ExitCode.ShouldBe(2);
        verified.Errors.ShouldContain("no export of a run");
    }

    private string File(string name) => Path.Combine(_files.FullName, name);

    private static async Task<Finished> OkAsync(Alab alab, params string[] arguments)
    {
        var result = await alab.RunAsync(arguments);
        result.ExitCode.ShouldBe(0, result.Errors);
        return result;
    }

    private async Task<string> OpenSslAsync(string note, string key)
    {
        var script = """
            sed '/^$/,$d' "$1" > body
            tail -n 1 "$1" | cut -d' ' -f3 | base64 -d | tail -c +5 > signature
            openssl dgst -sha256 -verify "$2" -signature signature body
            """;
        var start = new ProcessStartInfo("sh") { WorkingDirectory = _files.FullName, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in (string[])["-c", script, "sh", note, key])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.SkipWhen(process.ExitCode == 127, "openssl is not installed on this machine.");
        return output;
    }
}
