using Shouldly;
using Xunit;

namespace AlignmentLab.EndToEnd;

/// <summary>Every example that a user would start from runs, replays to the last bit, and verifies.</summary>
public sealed class ExampleTests
{
    // What is shown of one length holds of the other.
    private static readonly Dictionary<string, string[]> Shortened = new(StringComparer.Ordinal)
    {
        ["counterfactual-oversight-boat-race.yaml"] = ["--set", "options.rounds=8"],
        ["chunked-nested-text.yaml"] = ["--set", "options.labels=1000"],
        ["chunked-prose-text.yaml"] = ["--set", "options.labels=1000"],
    };

    public static TheoryData<string> Examples => [.. Directory.EnumerateFiles(Alab.Experiments, "*.yaml").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Replay_OfAnExample_IsIdentical(string example)
    {
        using var alab = new Alab();
        var ran = await alab.RunAsync(["run", Path.Combine(Alab.Experiments, example), "--seed", "3", "--json", .. Shortened.GetValueOrDefault(example, [])]);
        ran.ExitCode.ShouldBe(0, ran.Errors);

        // A line a run; of several, one more that counts them.
        var runs = ran.Lines.Where(l => l["digest"] is not null).ToList();
        runs.ShouldNotBeEmpty();
        foreach (var run in runs)
        {
            var replay = await alab.RunAsync("replay", run.Text("run"), "--json");
            replay.Result["outcome"]!.ToString().ShouldBe("identical", replay.Output);
            replay.ExitCode.ShouldBe(0);
        }

        (await alab.RunAsync("verify", "--json")).Result["outcome"]!.ToString().ShouldBe("intact");
    }
}
