using System.Security.Claims;
using System.Text.Encodings.Web;
using AlignmentLab.Core.Team;
using AlignmentLab.Core.Team.Tokens;
using MediatR;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AlignmentLab.Host.Serving;

/// <summary>
/// Lets a program in that sends a token as <c>Authorization: Bearer</c>. No page takes it, and what takes it takes no cookie: a
/// browser sends a token for nobody, so that no other site can make it act.
/// </summary>
internal sealed class TokenScheme(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, IMediator mediator, SignInThrottle throttle)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "token";

    private const string Prefix = "Bearer ";

    /// <summary>Who comes with the token of a request that was let in.</summary>
    public static Sender SenderOf(ClaimsPrincipal user) => new(user.Identity!.Name!, user.HasClaim(nameof(TokenScope), nameof(TokenScope.Read)));

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization is not [{ } header] || !header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.Fail("This address takes a personal access token, as 'Authorization: Bearer alab_...'.");
        }

        // By token and address: nobody who guesses shuts others out.
        var text = header[Prefix.Length..].Trim();
        var key = $"token {TokenText.Parse(text)?.Id} {Context.Connection.RemoteIpAddress}";
        if (throttle.Wait(key) is { Ticks: > 0 } wait)
        {
            Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
            return AuthenticateResult.Fail("Too many wrong tokens came from there. Wait a while.");
        }

        if (await mediator.Send(new UseToken(text), Context.RequestAborted) is not { } token)
        {
            throttle.Failed(key);
            SignInLog.WrongToken(Logger, Context.Connection.RemoteIpAddress);
            return AuthenticateResult.Fail("The token is none of this lab, has expired, or was revoked. Make one on the page Account.");
        }

        throttle.Succeeded(key);
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, token.Account), new Claim(nameof(TokenScope), token.Scope.ToString())], SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var reason = (await HandleAuthenticateOnceSafeAsync()).Failure?.Message ?? "Sign in with a token.";
        Response.Headers.WWWAuthenticate = "Bearer";
        await Problems.Of(Response.Headers.RetryAfter.Count > 0 ? StatusCodes.Status429TooManyRequests : StatusCodes.Status401Unauthorized, reason, exitCode: 2).ExecuteAsync(Context);
    }
}
