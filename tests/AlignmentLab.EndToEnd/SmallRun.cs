using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

[assembly: AssemblyFixture(typeof(AlignmentLab.EndToEnd.SmallRun.Ending))]

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

    private static readonly Lazy<Task<(Alab Alab, JsonObject Result)>> Made = new(MakeAsync);

    /// <summary>Writes a spec that is still at work when another process has looked at its first training job.</summary>
    public static string MediumSpec(this Alab alab) => alab.File("medium.yaml", Spec.Replace("rounds: 4", "rounds: 30", StringComparison.Ordinal).Replace("labels: 400", "stopAtReturn: 1000", StringComparison.Ordinal));

    /// <summary>Writes a spec of the same kind that is at work until it is stopped, and gives its path.</summary>
    public static string LongSpec(this Alab alab) => alab.File("long.yaml", Spec.Replace("rounds: 4", "rounds: 1000", StringComparison.Ordinal).Replace("labels: 400", "stopAtReturn: 1000", StringComparison.Ordinal));

    /// <summary>Writes the spec and gives its path.</summary>
    public static string SmallSpec(this Alab alab) => alab.File("small.yaml", Spec);

    /// <summary>Has the lab hold a run of the spec that has come to its end, and gives its result line. It is run once, and copied.</summary>
    public static async Task<JsonObject> HoldSmallAsync(this Alab alab)
    {
        var (made, result) = await Made.Value;
        LabFolder.Copy(made.Lab, alab.Lab);
        return result.DeepClone().AsObject();
    }

    /// <summary>Runs the spec to its end and gives the result line.</summary>
    public static async Task<JsonObject> RunSmallAsync(this Alab alab, params string[] arguments)
    {
        var ran = await alab.RunAsync(["run", alab.SmallSpec(), "--json", .. arguments]);
        ran.ExitCode.ShouldBe(0, ran.Errors);
        return ran.Result;
    }

    public static string Text(this JsonNode node, string field) => node[field]!.GetValue<string>();

    private static async Task<(Alab Alab, JsonObject Result)> MakeAsync()
    {
        var alab = new Alab();
        return (alab, await alab.RunSmallAsync());
    }

    /// <summary>Removes what was made, once all tests are over.</summary>
    public sealed class Ending : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            if (Made.IsValueCreated)
            {
                (await Made.Value).Alab.Dispose();
            }
        }
    }
}
