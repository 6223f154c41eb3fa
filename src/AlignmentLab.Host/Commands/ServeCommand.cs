using System.CommandLine;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Serving;

[assembly: Subcommand<AlignmentLab.Host.Commands.ServeCommand>("serve", 150)]

namespace AlignmentLab.Host.Commands;

/// <summary><c>alab serve</c>.</summary>
internal sealed class ServeCommand() : Subcommand("The dashboard, in a browser.")
{
    private const string DefaultUrl = "http://127.0.0.1:7410";

    private readonly Option<string> _urls = new("--urls")
    {
        HelpName = "URL",
        Description = $"Where to listen; several are joined by ';'. Default: {DefaultUrl}, which this machine alone reaches.",
        DefaultValueFactory = _ => DefaultUrl,
    };

    private readonly Option<bool> _noLogin = new("--no-login")
    {
        Description = "Let everybody on this machine in without a password, as admin.",
        Arity = ArgumentArity.Zero,
    };

    public override void Declare(Command command)
    {
        command.Add(_urls);
        command.Add(_noLogin);
    }

    public override Task<int> RunAsync(CommandContext context) =>
        DashboardServer.RunAsync(context, ListenAddresses.Parse(context.Get(_urls)!), context.Get(_noLogin));
}
