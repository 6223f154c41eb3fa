using Shouldly;
using Xunit;

namespace AlignmentLab.EndToEnd;

public sealed class SchemaTests
{
    [Fact]
    public async Task PublishedSchema_IsTheOneOfTheBundledPlugins()
    {
        using var alab = new Alab();

        var schema = await alab.RunAsync("plugins", "schema");

        schema.Output.TrimEnd().ShouldBe(
            (await File.ReadAllTextAsync(Path.Combine(Alab.Experiments, "spec.schema.json"), TestContext.Current.CancellationToken)).TrimEnd(),
            "write it anew with: alab plugins schema > experiments/spec.schema.json");
    }
}
