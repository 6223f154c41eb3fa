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

    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/api/v1/{name}", (Delegate)AnswerAsync)
        .RequireAuthorization(new AuthorizationPolicyBuilder(TokenScheme.SchemeName).RequireAuthenticatedUser().Build());

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
