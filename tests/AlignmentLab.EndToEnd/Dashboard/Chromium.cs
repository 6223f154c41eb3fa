using Microsoft.Playwright;
using Xunit;

namespace AlignmentLab.EndToEnd.Dashboard;

/// <summary>The system's Chromium, without a window.</summary>
internal static class Chromium
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    /// <summary>Null: there is none on this machine.</summary>
    public static string? Executable { get; } = Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } named ? named : Places.FirstOrDefault(File.Exists);

    /// <summary>Skips the test where there is no browser.</summary>
    public static void MustBeThere() =>
        Assert.SkipWhen(Executable is null, "There is no Chromium: install it (apt-get install chromium) or name it in the variable CHROMIUM.");

    /// <param name="elsewhere">It keeps off the first core, which is left to what is measured.</param>
    public static Task<IBrowser> LaunchAsync(IPlaywright playwright, bool elsewhere = false) =>
        playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = elsewhere ? OffTheFirstCore() : Executable, Args = ["--no-sandbox"] });

    private static string? OffTheFirstCore()
    {
        if (OperatingSystem.IsWindows())
        {
            return Executable;
        }

        var script = Path.Combine(Directory.CreateTempSubdirectory("chromium-").FullName, "chromium");
        File.WriteAllText(script, $"#!/bin/sh\nexec taskset -c 1-$(($(nproc --all) - 1)) {Executable} \"$@\"\n");
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return script;
    }
}
