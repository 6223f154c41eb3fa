using System.CommandLine;
using AlignmentLab.Core.Exports;
using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Composition;
using AlignmentLab.Host.Terminal;

[assembly: Subcommand<AlignmentLab.Host.Commands.ExportCommand>("export", 100)]

namespace AlignmentLab.Host.Commands;

/// <summary><c>alab export</c>.</summary>
internal sealed class ExportCommand() : Subcommand("Write a run with its artifacts, incidents and proofs into one file.")
{
    private readonly Argument<string> _run = TypedOptions.Run();
    private readonly Option<string> _output = TypedOptions.OutputFile("The file to write, such as run.alab.");

    public override bool WorksRemotely => true;

    public override void Declare(Command command)
    {
        command.Add(_run);
        command.Add(_output);
    }

    public override async Task<int> RunAsync(CommandContext context)
    {
        var path = context.Get(_output)!;
        await using var lab = context.Open(LabUse.Change);
        var run = await lab.Mediator.Send(new FindRun(context.Get(_run)), context.Interrupted);
        var exported = await OutputFiles.WriteAsync(path, file => lab.Mediator.Send(new ExportRun(run, file, context.Author), context.Interrupted));
        context.Output.Line(exported);
        context.Output.Text(
            $"Wrote {path}: {Figures.Count(exported.Events)} events in {exported.Streams} streams, {Figures.Count(exported.Artifacts)} artifacts, with the proofs of their heads.\n"
            + $"`alab verify --lab {ShellText.Quoted(path)} --key KEY` checks it anywhere; `alab log key` prints the key.");
        return 0;
    }
}
