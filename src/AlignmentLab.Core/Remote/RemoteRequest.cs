using System.Text.Json;
using System.Text.Json.Nodes;
using AlignmentLab.Core.Inbox;
using AlignmentLab.Core.Team;
using AlignmentLab.Errors;
using MediatR;

namespace AlignmentLab.Core.Remote;

/// <summary>A command or query that can come over the network, under a name that stays whatever becomes of the code.</summary>
/// <param name="name">Part of the address, such as <c>show-run</c>.</param>
/// <param name="type">What is sent through the team's door.</param>
public abstract class RemoteRequest(string name, Type type)
{
    public string Name { get; } = name;

    public Type Type { get; } = type;

    /// <summary>Reads the request, sends it, and writes what came of it.</summary>
    /// <param name="body">One JSON object. Who sends it need not stand in it.</param>
    /// <exception cref="InvalidInputException">The body is no such request.</exception>
    /// <exception cref="RefusedException">The sender may not.</exception>
    public abstract Task<byte[]> SendAsync(TeamMediator door, Sender sender, ReadOnlyMemory<byte> body, CancellationToken cancellationToken);
}

/// <inheritdoc />
internal sealed class RemoteRequest<TRequest, TResult>(string name) : RemoteRequest(name, typeof(TRequest))
    where TRequest : IRequest<TResult>
{
    public override async Task<byte[]> SendAsync(TeamMediator door, Sender sender, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        JsonSerializer.SerializeToUtf8Bytes(await door.SendAsync(sender, Read(sender, body), cancellationToken), RemoteJson.Options);

    private TRequest Read(Sender sender, ReadOnlyMemory<byte> body)
    {
        try
        {
            var json = JsonNode.Parse(body.Span) as JsonObject ?? throw new JsonException("one JSON object is expected");
            Fill<IAuthored>(json, "author", sender);
            Fill<IAsked>(json, "asker", sender);
            Fill<ListQueries>(json, "annotator", sender);
            return json.Deserialize<TRequest>(RemoteJson.Strict) ?? throw new JsonException("null is no request");
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            throw new InvalidInputException($"The server cannot read the request '{Name}': {error.Message} Use an alab of the server's version.", error);
        }
    }

    // One who gives another's name is refused by the door; one who gives none gets their own.
    private static void Fill<TPersonal>(JsonObject json, string member, Sender sender)
    {
        if (typeof(TRequest).IsAssignableTo(typeof(TPersonal)) && string.IsNullOrEmpty(json[member]?.ToString()))
        {
            json[member] = sender.Name;
        }
    }
}
