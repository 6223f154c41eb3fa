using AlignmentLab.Dashboard.Sessions;

namespace AlignmentLab.Host.Serving;

/// <summary>The experiments that lie beside the program; where none do, the smallest spec there is.</summary>
internal sealed class SpecExamples : ISpecExamples
{
    private const string Smallest = """
        name: first-run
        description: DAgger on CartPole, at most 500 expert labels.
        algorithm: dagger
        environment: CartPole-v1
        options:
          rounds: 5
          labels: 500
        seeds: [0]

        """;

    private readonly Lazy<IReadOnlyList<SpecExample>> _all;

    /// <param name="folder">It need not exist.</param>
    public SpecExamples(string folder) => _all = new(() => Read(folder));

    public static string BundledFolder => Path.Combine(AppContext.BaseDirectory, "experiments");

    public IReadOnlyList<SpecExample> All => _all.Value;

    private static IReadOnlyList<SpecExample> Read(string folder)
    {
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.yaml") : [];
        return files.Length == 0
            ? [new SpecExample("first-run", Smallest)]
            : [.. files.Order(StringComparer.Ordinal).Select(f => new SpecExample(Path.GetFileNameWithoutExtension(f), Text(f)))];
    }

    // Where an editor finds the schema means nothing outside that folder.
    private static string Text(string file) =>
        string.Concat(File.ReadLines(file).Where(line => !line.StartsWith("# yaml-language-server", StringComparison.Ordinal)).Select(line => line + "\n"));
}
