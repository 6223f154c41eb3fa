using System.Diagnostics;
using AlignmentLab.Learning.Kernels;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Learning;

/// <summary>Runs <see cref="GoldenTrainingTests"/> in processes that may not use some of the processor's instructions.</summary>
public sealed class InstructionSetTests
{
    private const int GoldenTests = 9;

    [Theory]
    [InlineData("DOTNET_EnableAVX512", 256)]
    [InlineData("DOTNET_EnableAVX2", 32)]
    [InlineData("DOTNET_EnableHWIntrinsic", 32)]
    public async Task TrainAsync_WithInstructionsSwitchedOff_GivesTheSameBits(string setting, int widestLeftInBits)
    {
        var left = (LaneWidth)Math.Min((int)LaneWidths.Best, widestLeftInBits);
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { [setting] = "0", [GoldenTrainingTests.ExpectedWidth] = left.ToString() },
        };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(InstructionSetTests).Assembly.Location);
        }

        foreach (var argument in new[] { "--no-progress", "--no-ansi", "--filter-class", typeof(GoldenTrainingTests).FullName! })
        {
            start.ArgumentList.Add(argument);
        }

        using var child = Process.Start(start)!;
        var errors = child.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        child.ExitCode.ShouldBe(0, output + await errors);
        output.ShouldContain($"succeeded: {GoldenTests}");
    }
}
