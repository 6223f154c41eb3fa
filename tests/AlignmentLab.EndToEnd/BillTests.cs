using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace AlignmentLab.EndToEnd;

public sealed class BillTests
{
    /// <summary>What a plugin's own effects asked for is on the bill too.</summary>
    [Fact]
    public async Task Bill_OfARun_CountsWhatItsPluginAsked()
    {
        using var alab = new Alab();
        var ran = await alab.RunAsync(
            "run", Path.Combine(Alab.Experiments, "chunked-nested-text.yaml"), "--json", "--set", "options.labels=100", "--set", "options.learner={model: {kind: ngram}}", "--set", "options.continuations=0", "--set", "options.discriminator=null");
        ran.ExitCode.ShouldBe(0, ran.Errors);

        var bill = (await alab.RunAsync("runs", "bill", ran.Lines[0].Text("run"), "--json")).Result;

        var written = bill["items"]!.AsArray().Single(i => (string)i!["effect"]! == "write-chunks")!;
        ((long)written["expertQueries"]!).ShouldBe(100);
        ((double)written["cached"]!).ShouldBeGreaterThan(0);
    }
}
