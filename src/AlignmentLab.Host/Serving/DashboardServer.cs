using System.Security.Cryptography;
using AlignmentLab.Core.Runs.Launch;
using AlignmentLab.Core.Team;
using AlignmentLab.Core.Team.Tokens;
using AlignmentLab.Dashboard.Sessions;
using AlignmentLab.Errors;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Composition;
using AlignmentLab.Host.ResultLines;
using Autofac;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;

namespace AlignmentLab.Host.Serving;

/// <summary>Serves the dashboard over a lab until interrupted.</summary>
internal static class DashboardServer
{
    /// <exception cref="InvalidInputException">Others than this machine could come in without a password.</exception>
    /// <exception cref="EnvironmentFailureException">An address is taken, or is none of this machine.</exception>
    public static async Task<int> RunAsync(CommandContext context, ListenAddresses addresses, bool noLogin)
    {
        if (noLogin && !addresses.AreLoopback)
        {
            throw new InvalidInputException("--no-login goes with addresses that this machine alone reaches, such as http://127.0.0.1:7410. Leave one of the two out.");
        }

        await using var lab = context.Open(LabUse.Create, builder =>
        {
            builder.RegisterInstance(new FileCredentials(context.Location.Keys)).As<ICredentials>().As<ITokenHashes>();
            builder.RegisterInstance(new RunLauncher(context.Location)).As<IRunLauncher>();
        });
        lab.View.Start();
        var hasAccounts = (await lab.Accounts.AllAsync(context.Interrupted)).Version >= 0;
        var token = noLogin || hasAccounts || addresses.AreLoopback ? null : RandomNumberGenerator.GetHexString(32, lowercase: true);
        await using var app = WebStack.Build(lab, new SetUpGate(token), addresses, noLogin, context.Time);
        await StartAsync(app);
        context.Output.Line(new ServeLine([.. app.Urls], !noLogin));
        context.Output.Message($"The dashboard of {context.Location.Directory}: {string.Join(", ", app.Urls)}");
        if (!noLogin && !hasAccounts)
        {
            context.Output.Message(token is null
                ? "Nobody has an account yet: open the address and make the admin's."
                : $"Nobody has an account yet: open the address and make the admin's. Set-up token: {token}");
        }

        context.Output.Message("Ctrl-C ends it.");
        context.Output.Flush();
        await UntilInterruptedAsync(app, context.Interrupted);
        return 0;
    }

    private static async Task StartAsync(WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch (IOException error)
        {
            throw new EnvironmentFailureException($"The server cannot listen: {error.Message} Another address goes with --urls.", error);
        }
    }

    private static async Task UntilInterruptedAsync(WebApplication app, CancellationToken interrupted)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, interrupted);
        }
        catch (OperationCanceledException)
        {
            await app.StopAsync(CancellationToken.None);
        }
    }
}
