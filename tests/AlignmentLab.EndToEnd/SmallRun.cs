using System.Text.Json.Nodes;
using Shouldly;

namespace AlignmentLab.EndToEnd;

/// <summary>A spec of some seconds of work in some hundred events.</summary>
internal static class SmallRun
{
    private const string Spec = """
        name: small
        algorithm: dagger
        environment: CartPole-v1
        options:
          rounds: 4
          labels: 400
          learner: { epochs: 2 }
        """;

    /// <summary>Writes a spec that is still at work when another process has looked at its first training job.</summary>
    public static string MediumSpec(this Alab alab) => alab.File("medium.yaml", Spec.Replace("rounds: 4", "rounds: 60", StringComparison.Ordinal).Replace("labels: 400", "stopAtReturn: 1000", StringComparison.Ordinal));

    /// <summary>Writes a spec of the same kind that is at work until it is stopped, and gives its path.</summary>
    public static string LongSpec(this Alab alab) => alab.File("long.yaml", Spec.Replace("rounds: 4", "rounds: 1000", StringComparison.Ordinal).Replace("labels: 400", "stopAtReturn: 1000", StringComparison.Ordinal));

    /// <summary>Writes the spec and gives its path.</summary>
    public static string SmallSpec(this Alab alab) => alab.File("small.yaml", Spec);

    /// <summary>Runs the spec to its end and gives the result line.</summary>
    public static async Task<JsonObject> RunSmallAsync(this Alab alab, params string[] arguments)
    {
        var ran = await alab.RunAsync(["run", alab.SmallSpec(), "--json", .. arguments]);
        ran.ExitCode.ShouldBe(0, ran.Errors);
        return ran.Result;
    }

    public static string Text(this JsonNode node, string field) => node[field]!.GetValue<string>();
}
