using System.Text.Json;
using AlignmentLab.Core.Remote;
using AlignmentLab.Core.Team;
using AlignmentLab.Errors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AlignmentLab.Host.Serving;

/// <summary>The one address for programs: a request of <see cref="RemoteRequests"/> by its name, JSON in and out.</summary>
internal static class RemoteEndpoint
{
    private const long LongestBody = 8 * 1024 * 1024;

    public static void Map(IEndpointRouteBuilder app)
    {
        var tokens = new AuthorizationPolicyBuilder(TokenScheme.SchemeName).RequireAuthenticatedUser().Build();
        app.MapPost($"/api/v1/{RemoteExport.Name}", (Delegate)ExportAsync).RequireAuthorization(tokens);
        app.MapPost("/api/v1/{name}", (Delegate)AnswerAsync).RequireAuthorization(tokens);
    }

    // The file is written whole before its first byte is sent: what goes wrong is then told as with any request.
    private static async Task<IResult> ExportAsync(HttpContext http, TeamMediator door)
    {
        var file = Passing();
        try
        {
            var sender = TokenScheme.SenderOf(http.User);
            var exported = await door.SendAsync(sender, RemoteExport.Read(await BodyAsync(http), sender, file), http.RequestAborted);
            http.Response.Headers[RemoteExport.ResultHeader] = JsonSerializer.Serialize(exported, RemoteJson.Options);
            file.Position = 0;
            return Results.Stream(file, RemoteExport.MediaType);
        }
        catch (AlignmentLabException error)
        {
            await file.DisposeAsync();
            return Problems.Of(error);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    // Gone once it is sent; nobody else on this machine reads it meanwhile.
    private static FileStream Passing()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), options);
    }

    private static async Task<IResult> AnswerAsync(string name, HttpContext http, TeamMediator door)
    {
        if (!RemoteRequests.Table.TryGetValue(name, out var request))
        {
            return Problems.Of(StatusCodes.Status404NotFound, $"This server has no request '{name}'. Use an alab of the server's version.", exitCode: 2);
        }

        try
        {
            var body = await BodyAsync(http);
            return Results.Bytes(await request.SendAsync(door, TokenScheme.SenderOf(http.User), body, http.RequestAborted), "application/json");
        }
        catch (AlignmentLabException error)
        {
            return Problems.Of(error);
        }
    }

    private static async Task<ReadOnlyMemory<byte>> BodyAsync(HttpContext http)
    {
        // A form could come from any page; a program says what it sends.
        if (!http.Request.HasJsonContentType())
        {
            throw new InvalidInputException("Send the request as application/json.");
        }

        var body = new byte[Math.Min(LongestBody, http.Request.ContentLength ?? LongestBody) + 1];
        var length = await http.Request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, http.RequestAborted);
        return length <= LongestBody ? body.AsMemory(0, length) : throw new InvalidInputException("The request is larger than 8 MiB, and no spec is.");
    }
}
