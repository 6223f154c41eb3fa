using Shouldly;
using Xunit;

namespace AlignmentLab.EndToEnd;

/// <summary>Every example that a user would start from runs, replays to the last bit, and verifies.</summary>
public sealed class ExampleTests
{
    public static TheoryData<string> Examples => [.. Directory.EnumerateFiles(Alab.Experiments, "*.yaml").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Replay_OfAnExample_IsIdentical(string example)
    {
        using var alab = new Alab();
        var ran = await alab.RunAsync("run", Path.Combine(Alab.Experiments, example), "--seed", "3", "--json");
        ran.ExitCode.ShouldBe(0, ran.Errors);

        foreach (var run in (await alab.RunAsync("runs", "list", "--json")).Listed)
        {
            var replay = await alab.RunAsync("replay", run["run"]!.ToString(), "--json");
            replay.Result["outcome"]!.ToString().ShouldBe("identical", replay.Output);
            replay.ExitCode.ShouldBe(0);
        }

        (await alab.RunAsync("verify", "--json")).Result["outcome"]!.ToString().ShouldBe("intact");
    }
}
