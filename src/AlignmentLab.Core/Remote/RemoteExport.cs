using System.Text.Json;
using AlignmentLab.Algorithms;
using AlignmentLab.Core.Exports;
using AlignmentLab.Core.Team;
using AlignmentLab.Errors;

namespace AlignmentLab.Core.Remote;

/// <summary>
/// How a run's export crosses the network: the request is JSON as any other, the answer is the file itself, and what
/// <see cref="ExportRun"/> gives beside the file stands in a header.
/// </summary>
public static class RemoteExport
{
    /// <summary>Part of the address; it stays as it is for ever.</summary>
    public const string Name = "export-run";

    /// <summary>The header with the <see cref="ExportedRun"/>, JSON.</summary>
    public const string ResultHeader = "Alab-Result";

    /// <summary>What the file is.</summary>
    public const string MediaType = "application/zip";

    /// <summary>The request as a client sends it.</summary>
    public static byte[] Write(ExportRun request) => JsonSerializer.SerializeToUtf8Bytes(new Order(request.Run), RemoteJson.Options);

    /// <summary>The request as a server carries it out, in its sender's name.</summary>
    /// <param name="output">Gets the file.</param>
    /// <exception cref="InvalidInputException">The body is no such request.</exception>
    public static ExportRun Read(ReadOnlyMemory<byte> body, Sender sender, Stream output)
    {
        try
        {
            var order = JsonSerializer.Deserialize<Order>(body.Span, RemoteJson.Strict) ?? throw new JsonException("null is no request");
            return new ExportRun(order.Run, output, sender.Name);
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            throw new InvalidInputException($"The server cannot read the request '{Name}': {error.Message} Use an alab of the server's version.", error);
        }
    }

    private sealed record Order(RunId Run);
}
