using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using AlignmentLab.Core.Team.Tokens;
using AlignmentLab.Errors;

namespace AlignmentLab.Host.Remote;

/// <summary>A server that has a lab, reached with a token.</summary>
internal sealed class LabServer : IDisposable
{
    /// <summary>Lets the token go over plain http to another machine when set to 1.</summary>
    public const string PlainVariable = "ALAB_PLAIN_HTTP";

    private readonly Uri _address;
    private readonly HttpClient _client;

    /// <exception cref="InvalidInputException">The token would go over the network for everybody to read.</exception>
    public LabServer(Uri address, TokenText token)
    {
        if (address.Scheme == Uri.UriSchemeHttp && !address.IsLoopback && Environment.GetEnvironmentVariable(PlainVariable) != "1")
        {
            throw new InvalidInputException(
                $"{address.GetLeftPart(UriPartial.Authority)} is not https: everybody on the way could read the token. Use https, a tunnel such as `ssh -L`, or set {PlainVariable}=1 where the network is your own.");
        }

        _address = address;

        // A token follows no redirection. How long a request may take is the server's affair; Ctrl-C ends it.
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(15) })
        {
            BaseAddress = address,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Reveal());
    }

    /// <summary>Sends a request and gives the JSON of its result.</summary>
    /// <exception cref="AlignmentLabException">The server refused it, or could not be reached.</exception>
    public async Task<byte[]> PostAsync(string name, byte[] json, CancellationToken cancellationToken)
    {
        using var content = Json(json);
        try
        {
            using var response = await _client.PostAsync(new Uri($"api/v1/{name}", UriKind.Relative), content, cancellationToken);
            var answer = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return response.StatusCode == HttpStatusCode.OK ? answer : throw Failure(response, answer);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw Unreachable(error);
        }
    }

    /// <summary>Sends a request whose answer is a file.</summary>
    /// <param name="output">Gets the file.</param>
    /// <returns>What the header says that goes with it.</returns>
    /// <inheritdoc cref="PostAsync"/>
    public async Task<string> DownloadAsync(string name, byte[] json, string header, Stream output, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"api/v1/{name}", UriKind.Relative)) { Content = Json(json) };
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.StatusCode != HttpStatusCode.OK || !response.Headers.TryGetValues(header, out var values))
            {
                throw Failure(response, await response.Content.ReadAsByteArrayAsync(cancellationToken));
            }

            await using var file = await response.Content.ReadAsStreamAsync(cancellationToken);
            await CopyAsync(file, output, cancellationToken);
            return values.First();
        }
        catch (HttpRequestException error)
        {
            throw Unreachable(error);
        }
    }

    public void Dispose() => _client.Dispose();

    // What goes wrong with the file here is not the network's fault, and is told by whoever writes it.
    private async Task CopyAsync(Stream from, Stream output, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        while (true)
        {
            int count;
            try
            {
                count = await from.ReadAsync(buffer, cancellationToken);
            }
            catch (Exception error) when (error is HttpRequestException or IOException)
            {
                throw Unreachable(error);
            }

            if (count == 0)
            {
                return;
            }

            await output.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }
    }

    private static ByteArrayContent Json(byte[] json) => new(json) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

    private EnvironmentFailureException Unreachable(Exception error) =>
        new($"{_address.GetLeftPart(UriPartial.Authority)} cannot be reached: {(error.InnerException ?? error).Message}", error);

    private AlignmentLabException Failure(HttpResponseMessage response, byte[] answer)
    {
        try
        {
            if (response.Content.Headers.ContentType?.MediaType == "application/problem+json" && JsonSerializer.Deserialize<Problem>(answer, JsonSerializerOptions.Web) is { Detail: { } message } problem)
            {
                return problem.ExitCode switch
                {
                    1 => new WorkFailedException(message),
                    3 => new EnvironmentFailureException($"The server says: {message}"),
                    _ => new InvalidInputException(message),
                };
            }
        }
        catch (JsonException)
        {
            // Then it is none of ours.
        }

        return new EnvironmentFailureException(
            $"{_address.GetLeftPart(UriPartial.Authority)} answered {(int)response.StatusCode} {response.ReasonPhrase}: it seems to be no `alab serve`, or one of another version.");
    }

    private sealed record Problem(string? Detail, int ExitCode);
}
