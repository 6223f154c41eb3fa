using System.CommandLine;
using AlignmentLab.Core.Provenance;
using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Events;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Composition;
using AlignmentLab.Host.ResultLines;
using AlignmentLab.Host.Terminal;

[assembly: Subcommand<AlignmentLab.Host.Commands.ModelsExportCommand>("models export", 61)]

namespace AlignmentLab.Host.Commands;

/// <summary><c>alab models export</c>.</summary>
internal sealed class ModelsExportCommand() : Subcommand("Write a trained model as a safetensors file that carries its proof of origin.")
{
    private readonly Argument<string> _run = TypedOptions.Run();

    private readonly Option<string?> _call = new("--call")
    {
        HelpName = "CALL",
        Description = "The training job, such as 3/train (`alab models list`). Default: the run's last.",
    };

    private readonly Option<string> _output = TypedOptions.OutputFile("The safetensors file to write.");

    public override bool WorksRemotely => true;

    public override void Declare(Command command)
    {
        command.Add(_run);
        command.Add(_call);
        command.Add(_output);
    }

    public override async Task<int> RunAsync(CommandContext context)
    {
        await using var lab = context.Open(LabUse.Change);
        var run = await lab.Mediator.Send(new FindRun(context.Get(_run)), context.Interrupted);
        var model = await lab.Mediator.Send(new ExportModel(run, context.Get(_call) is { } call ? new CallId(call) : null, context.Author), context.Interrupted);
        var path = context.Get(_output)!;
        OutputFiles.Write(path, model.File);
        context.Output.Line(new ExportedModelLine(run, model.Proof.Call, path, model.Proof.Artifact));
        context.Output.Text($"Wrote {path}: the model of {model.Proof.Call}. `alab provenance {ShellText.Quoted(path)}{context.Location.Option}` tells what it was trained on.");
        return 0;
    }
}
