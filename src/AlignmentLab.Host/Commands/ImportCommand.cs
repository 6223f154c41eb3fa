using System.CommandLine;
using AlignmentLab.Core.Exports;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Composition;
using AlignmentLab.Host.Signatures;
using AlignmentLab.Host.Terminal;

[assembly: Subcommand<AlignmentLab.Host.Commands.ImportCommand>("import", 101)]

namespace AlignmentLab.Host.Commands;

/// <summary><c>alab import</c>.</summary>
internal sealed class ImportCommand() : Subcommand("Take an exported run into this lab, once everything in it is checked.")
{
    private readonly Argument<string> _file = new("file") { HelpName = "FILE", Description = "A file that `alab export` wrote." };

    private readonly Option<string?> _key = new("--key") { HelpName = "FILE", Description = "The public key (PEM) that must have signed it. Default: the key in the file." };

    public override void Declare(Command command)
    {
        command.Add(_file);
        command.Add(_key);
    }

    public override async Task<int> RunAsync(CommandContext context)
    {
        var key = SignedFiles.ReadPublicKey(context.Get(_key));
        await using var lab = context.Open(LabUse.Create with { LoadsPlugins = false });
        var imported = await lab.Mediator.Send(new ImportRun(context.Get(_file), key, Author: context.Author), context.Interrupted);
        context.Output.Line(imported);
        context.Output.Text(imported.AlreadyHeld
            ? $"The lab holds all of {imported.Run} already."
            : $"Imported {imported.Run}: {Figures.Count(imported.Events)} events in {imported.Streams} streams, {Figures.Count(imported.Artifacts)} artifacts, all checked; signed by {imported.Key}.");
        return 0;
    }
}
