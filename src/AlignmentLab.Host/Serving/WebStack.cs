using AlignmentLab.Core.Team;
using AlignmentLab.Dashboard;
using AlignmentLab.Dashboard.Sessions;
using AlignmentLab.Host.Composition;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Radzen;

namespace AlignmentLab.Host.Serving;

/// <summary>Puts the web server together. Nothing is read from settings files or from where the program was started.</summary>
internal static class WebStack
{
    private static readonly TimeSpan SignedIn = TimeSpan.FromDays(7);
    private static readonly TimeSpan LastCircuits = TimeSpan.FromSeconds(2);

    /// <summary>What a browser may send at once: the longest spec of the page New run, had each of its characters to be escaped twice.</summary>
    private const int LongestMessage = 2 * 1024 * 1024;

    public static WebApplication Build(Lab lab, SetUpGate gate, ListenAddresses addresses, bool noLogin, TimeProvider time)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = typeof(WebStack).Assembly.GetName().Name, ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().UseUrls([.. addresses.Urls]).ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = LastCircuits);

        AddLab(builder.Services, lab, gate, noLogin, time);
        AddSignIn(builder.Services, lab.Location, noLogin);
        builder.Services.AddRouting();
        builder.Services.AddResponseCompression();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(hub => hub.MaximumReceiveMessageSize = LongestMessage);
        builder.Services.AddRadzenComponents();
        if (addresses.AreLoopback)
        {
            // A name that an attacker makes point to this machine must not open it to his pages.
            builder.Services.AddHostFiltering(hosts => hosts.AllowedHosts = ["localhost", "127.0.0.1", "[::1]"]);
        }

        var app = builder.Build();
        if (addresses.AreLoopback)
        {
            app.UseHostFiltering();
        }

        app.UseSecurityHeaders();
        app.UseResponseCompression();
        app.UseWhen(IsForPeople, pages => pages.UseStatusCodePagesWithReExecute("/not-found"));
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        Endpoints.Map(app);
        RemoteEndpoint.Map(app);
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(server => server.ContentSecurityFrameAncestorsPolicy = null);
        return app;
    }

    private static bool IsForPeople(HttpContext http) =>
        HttpMethods.IsGet(http.Request.Method) && http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);

    private static void AddLab(IServiceCollection services, Lab lab, SetUpGate gate, bool noLogin, TimeProvider time)
    {
        services.AddSingleton(time).AddSingleton(lab.View).AddSingleton(gate).AddSingleton(lab.Mediator).AddSingleton(lab.Plugins).AddSingleton(lab.Accounts);
        services.AddSingleton<SignInThrottle>().AddSingleton<TeamMediator>().AddScoped<TeamSession>();
        services.AddSingleton<ILabFiles>(new LabFiles(lab.Location)).AddSingleton<ISpecExamples>(new SpecExamples(SpecExamples.BundledFolder));
        services.AddHostedService(_ => new DemandKeeping(lab.View, lab.Mediator));
        services.AddSingleton<IRoles>(noLogin ? new SoleUser() : new AccountRoles(lab.Accounts));
        services.AddSingleton(new PasswordSessions(lab.Credentials));
        services.AddSingleton<ISessions>(provider => noLogin ? new LocalSessions() : provider.GetRequiredService<PasswordSessions>());
    }

    private static void AddSignIn(IServiceCollection services, LabLocation location, bool noLogin)
    {
        var keys = Directory.CreateDirectory(Path.Combine(location.Keys, "cookies"));
        if (!OperatingSystem.IsWindows())
        {
            keys.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        }

        services.AddDataProtection().SetApplicationName($"alab {location.Directory}").PersistKeysToFileSystem(keys);
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddCascadingAuthenticationState();
        var schemes = services.AddAuthentication(noLogin ? LocalUser.SchemeName : CookieAuthenticationDefaults.AuthenticationScheme)
            .AddScheme<AuthenticationSchemeOptions, TokenScheme>(TokenScheme.SchemeName, null);
        if (noLogin)
        {
            schemes.AddScheme<AuthenticationSchemeOptions, LocalUser>(LocalUser.SchemeName, null);
            return;
        }

        schemes.AddCookie(cookie =>
        {
            cookie.Cookie.Name = "alab";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.ExpireTimeSpan = SignedIn;
            cookie.SlidingExpiration = true;
            cookie.LoginPath = "/sign-in";
            cookie.AccessDeniedPath = "/sign-in";
            cookie.Events.OnValidatePrincipal = RejectEndedAsync;
            cookie.Events.OnRedirectToLogin = SendToFirstPageAsync;
        });
    }

    // A closed account ends its sessions, and so does another password.
    private static async Task RejectEndedAsync(CookieValidatePrincipalContext context)
    {
        var (services, aborted) = (context.HttpContext.RequestServices, context.HttpContext.RequestAborted);
        if (context.Principal is not { Identity.Name: { } name } user
            || await services.GetRequiredService<Accounts>().FindAsync(name, aborted) is null
            || !await services.GetRequiredService<PasswordSessions>().StandsAsync(user, aborted))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync();
        }
    }

    // Before there is any account there is nothing to sign in with.
    private static async Task SendToFirstPageAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        var accounts = context.HttpContext.RequestServices.GetRequiredService<Accounts>();
        var (_, version) = await accounts.AllAsync(context.HttpContext.RequestAborted);
        context.Response.Redirect(version < 0 ? "/set-up" : context.RedirectUri);
    }
}
