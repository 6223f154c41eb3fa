using System.Diagnostics;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Numerics;

/// <summary>
/// Starts the golden tests in processes that see a lesser processor, or are compiled otherwise. The C library's tunable takes
/// its fused multiply-add instruction too, where there is such a library, so that the runtime falls back to one in software.
/// </summary>
public sealed class PortableMathHardwareTests
{
    /// <summary>The cases of the golden tests; a child that runs fewer fails.</summary>
    private const int GoldenCases = 82;

    [Theory]
    [InlineData("DOTNET_EnableHWIntrinsic=0", 0)]
    [InlineData("DOTNET_EnableAVX=0", 128)]
    [InlineData("DOTNET_EnableAVX2=0", 128)]
    [InlineData("DOTNET_EnableHWIntrinsic=0;GLIBC_TUNABLES=glibc.cpu.hwcaps=-FMA,-FMA4,-AVX2", 0)]
    [InlineData("DOTNET_TieredCompilation=0", null)]
    public async Task GoldenTests_UnderASetting_GiveTheSameBits(string settings, int? vectorBits)
    {
        var (exitCode, output) = await RunGoldenTestsAsync(settings, vectorBits, GoldenCases);
        exitCode.ShouldBe(0, output);
    }

    [Fact]
    public async Task GoldenTests_WhereMoreAreExpectedThanThereAre_Fail()
    {
        var (exitCode, output) = await RunGoldenTestsAsync("", null, GoldenCases + 1);
        exitCode.ShouldNotBe(0, output);
    }

    private static async Task<(int ExitCode, string Output)> RunGoldenTestsAsync(string settings, int? vectorBits, int atLeast)
    {
        var host = Environment.ProcessPath.ShouldNotBeNull();
        var start = new ProcessStartInfo(host) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(host) == "dotnet")
            start.ArgumentList.Add(typeof(PortableMathGoldenTests).Assembly.Location);
        foreach (var argument in new[] { "--filter-class", typeof(PortableMathGoldenTests).FullName!, "--minimum-expected-tests", $"{atLeast}", "--no-progress", "--no-ansi" })
            start.ArgumentList.Add(argument);
        foreach (var setting in settings.Split(';', StringSplitOptions.RemoveEmptyEntries))
            start.Environment[setting.Split('=', 2)[0]] = setting.Split('=', 2)[1];
        if (vectorBits is { } bits)
            start.Environment[PortableMathGoldenTests.ExpectedVectors] = $"{Math.Min(bits, PortableMathGoldenTests.VectorBits())}";

        using var process = Process.Start(start).ShouldNotBeNull();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, $"{await output}{await errors}");
    }
}
