using System.Text.Json.Nodes;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Terminal;

namespace AlignmentLab.Tests.Host;

/// <summary>The command line run in this process, with its streams in memory.</summary>
internal sealed record HostProcess(int ExitCode, string Results, string Messages)
{
    public JsonNode LastLine => JsonNode.Parse(Results.TrimEnd().Split('\n')[^1])!;

    public static async Task<HostProcess> RunAsync(params string[] args)
    {
        using var results = new StringWriter();
        using var messages = new StringWriter();
        var code = await new CommandLineApp(new Streams(results, messages, ResultsAreShown: false, MessagesAreShown: false), TimeProvider.System).RunAsync(args);
        return new HostProcess(code, results.ToString(), messages.ToString());
    }
}
