using System.Globalization;
using AlignmentLab.Algorithms;
using AlignmentLab.Core.Certificates;
using System.Text;
using AlignmentLab.Core.Team;
using AlignmentLab.Dashboard;
using AlignmentLab.Dashboard.Sessions;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using MediatR;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace AlignmentLab.Host.Serving;

/// <summary>What is no page: files, and the forms that set a cookie. Every form carries an antiforgery token.</summary>
internal static class Endpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/assets/{**path}", Asset).AllowAnonymous();
        app.MapPost("/set-up", SetUpAsync).AllowAnonymous();
        app.MapPost("/sign-in", SignInAsync).AllowAnonymous();
        app.MapPost("/sign-out", (Delegate)SignOutAsync);
        app.MapPost("/account/password", PasswordAsync);
        app.MapPost("/theme", Theme).AllowAnonymous();
        app.MapGet("/runs/{run}/certificates/{hash}", CertificateAsync);
    }

    private static IResult Asset(string path, HttpContext http)
    {
        if (AssetFiles.Find(path) is not { } file)
        {
            return Results.NotFound();
        }

        // What is asked for with its version never changes; the rest is asked for again after a day.
        http.Response.Headers.CacheControl = http.Request.Query["v"] == file.Tag ? "public, max-age=31536000, immutable" : "public, max-age=86400";
        return Results.Bytes(file.Content, file.Type, entityTag: new($"\"{file.Tag}\""));
    }

    private static async Task<IResult> CertificateAsync(string run, string hash, HttpContext http, TeamMediator mediator)
    {
        if (!Sha256.TryParse(hash, out var certificate))
        {
            return Results.NotFound();
        }

        try
        {
            var text = await mediator.SendAsync(http.User.Identity?.Name ?? "", new ReadCertificate(new RunId(run), certificate), http.RequestAborted);
            return Results.File(Encoding.UTF8.GetBytes(text), "text/plain; charset=utf-8", $"{run}-{hash[..12]}.certificate");
        }
        catch (InvalidInputException)
        {
            return Results.NotFound();
        }
    }

    private static async Task<IResult> SetUpAsync(
        [FromForm] string? name, [FromForm] string? password, [FromForm] string? token, HttpContext http, IMediator mediator, SetUpGate gate, PasswordSessions sessions)
    {
        if (!gate.Admits(token))
        {
            return Results.LocalRedirect("/set-up?fault=" + Uri.EscapeDataString("The set-up token is another one; `alab serve` printed it when it started."));
        }

        try
        {
            return await EnterAsync(http, sessions, await mediator.Send(new SetUpTeam(name?.Trim() ?? "", password ?? ""), http.RequestAborted), "/");
        }
        catch (InvalidInputException error)
        {
            return Results.LocalRedirect("/set-up?fault=" + Uri.EscapeDataString(error.Message));
        }
    }

    private static async Task<IResult> SignInAsync(
        [FromForm] string? name, [FromForm] string? password, [FromForm] string? back, HttpContext http, IMediator mediator, Accounts accounts, SignInThrottle throttle, PasswordSessions sessions, ILogger<WebApplication> logger)
    {
        var (nameKey, addressKey) = ThrottleKeys(name, http);
        var address = back is { Length: > 0 } ? $"&ReturnUrl={Uri.EscapeDataString(back)}" : "";
        if (throttle.Wait(nameKey, addressKey) is { Ticks: > 0 } wait)
        {
            return Results.LocalRedirect(string.Create(CultureInfo.InvariantCulture, $"/sign-in?wait={Math.Ceiling(wait.TotalSeconds)}{address}"));
        }

        if (await mediator.Send(new SignIn(name ?? "", password ?? ""), http.RequestAborted) is { } account)
        {
            throttle.Succeeded(nameKey);
            return await EnterAsync(http, sessions, account, back);
        }

        throttle.Failed(nameKey, addressKey);
        var isAccount = (await accounts.AllAsync(http.RequestAborted)).Accounts.ContainsKey(name ?? "");
        SignInLog.WrongPassword(logger, SignInLog.Shown(name, isAccount), http.Connection.RemoteIpAddress);
        return Results.LocalRedirect($"/sign-in?wrong=true{address}");
    }

    private static async Task<IResult> PasswordAsync(
        [FromForm] string? old, [FromForm] string? password, HttpContext http, TeamMediator door, SignInThrottle throttle, PasswordSessions sessions)
    {
        var name = http.User.Identity!.Name!;
        var (nameKey, addressKey) = ThrottleKeys(name, http);
        if (throttle.Wait(nameKey, addressKey) is { Ticks: > 0 } wait)
        {
            return Results.LocalRedirect(string.Create(CultureInfo.InvariantCulture, $"/account?wait={Math.Ceiling(wait.TotalSeconds)}"));
        }

        try
        {
            var account = await door.SendAsync(name, new ChangePassword(old ?? "", password ?? "", name), http.RequestAborted);
            throttle.Succeeded(nameKey);
            return await EnterAsync(http, sessions, account, "/account?changed=true");
        }
        catch (WrongPasswordException error)
        {
            throttle.Failed(nameKey, addressKey);
            return Results.LocalRedirect("/account?fault=" + Uri.EscapeDataString(error.Message));
        }
        catch (AlignmentLabException error)
        {
            return Results.LocalRedirect("/account?fault=" + Uri.EscapeDataString(error.Message));
        }
    }

    private static (string Name, string Address) ThrottleKeys(string? name, HttpContext http) => ($"name {name}", $"address {http.Connection.RemoteIpAddress}");

    private static async Task<IResult> SignOutAsync(HttpContext http)
    {
        await http.SignOutAsync();
        return Results.LocalRedirect("/sign-in");
    }

    private static IResult Theme([FromForm] string? back, HttpContext http)
    {
        var next = Themes.All[(Themes.All.ToList().IndexOf(Themes.Of(http.Request)) + 1) % Themes.All.Count];
        http.Response.Cookies.Append(Themes.Cookie, next, new CookieOptions { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, HttpOnly = true });
        return Back(back);
    }

    private static async Task<IResult> EnterAsync(HttpContext http, PasswordSessions sessions, Account account, string? back)
    {
        await http.SignInAsync(await sessions.BeginAsync(account, http.RequestAborted));
        return Back(back);
    }

    // Only to a page of ours: an address from a form must lead nowhere else.
    private static IResult Back(string? address) =>
        Results.LocalRedirect(address is ['/', .. var rest] && !rest.StartsWith('/') && !rest.StartsWith('\\') && !rest.Any(char.IsControl) ? address : "/");
}
