using System.Text;
using System.Text.Json;
using AlignmentLab.Core.Exports;
using AlignmentLab.Core.Remote;
using AlignmentLab.Errors;
using MediatR;

namespace AlignmentLab.Host.Remote;

/// <summary>Sends requests to a server. Whoever has the token is their author.</summary>
internal sealed class RemoteMediator(LabServer server) : IMediator
{
    /// <exception cref="InvalidInputException">The request is none that a server takes.</exception>
    public async Task<TResponse> Send<TResponse>(IRequest<TResponse> request, CancellationToken cancellationToken = default)
    {
        if (request is ExportRun export)
        {
            var result = await server.DownloadAsync(RemoteExport.Name, RemoteExport.Write(export), RemoteExport.ResultHeader, export.Output, cancellationToken);
            return Read<TResponse>(RemoteExport.Name, Encoding.UTF8.GetBytes(result));
        }

        var name = RemoteRequests.NameOf(request.GetType())
            ?? throw new InvalidInputException($"A server does not take '{request.GetType().Name}': do this on the lab's own machine, with --lab DIR.");
        return Read<TResponse>(name, await server.PostAsync(name, JsonSerializer.SerializeToUtf8Bytes(request, request.GetType(), RemoteJson.Options), cancellationToken));
    }

    private static TResponse Read<TResponse>(string name, byte[] answer)
    {
        try
        {
            return JsonSerializer.Deserialize<TResponse>(answer, RemoteJson.Options)!;
        }
        catch (JsonException error)
        {
            throw new EnvironmentFailureException($"The server's answer to '{name}' does not read: {error.Message} Use an alab of the server's version.", error);
        }
    }

    public Task<object?> Send(object request, CancellationToken cancellationToken = default) => throw new NotSupportedException("Requests are sent by their type.");

    public Task Publish(object notification, CancellationToken cancellationToken = default) => throw new NotSupportedException("What happens at a server is published there.");

    public Task Publish<TNotification>(TNotification notification, CancellationToken cancellationToken = default)
        where TNotification : INotification => Publish((object)notification, cancellationToken);
}
