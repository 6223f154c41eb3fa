using System.CommandLine;
using System.Security.Cryptography;
using AlignmentLab.Core.Transparency;
using AlignmentLab.Errors;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Composition;
using AlignmentLab.Host.ResultLines;

[assembly: Subcommand<AlignmentLab.Host.Commands.LogKeyCommand>("log key", 96)]

namespace AlignmentLab.Host.Commands;

/// <summary><c>alab log key</c>.</summary>
internal sealed class LogKeyCommand() : Subcommand("Print the public key that the lab signs with, in PEM.")
{
    public override void Declare(Command command)
    {
    }

    public override async Task<int> RunAsync(CommandContext context)
    {
        await using var lab = context.Open(LabUse.Look);
        var key = lab.Authority.PublicKey
            ?? throw new InvalidInputException("The lab has not signed anything yet and has no key; a run's end signs, and `alab log checkpoint`.");
        var pem = PemEncoding.WriteString("PUBLIC KEY", key.Span);
        context.Output.Line(new KeyLine(SignedNote.NameOf(key), pem));
        context.Output.Text(pem);
        return 0;
    }
}
