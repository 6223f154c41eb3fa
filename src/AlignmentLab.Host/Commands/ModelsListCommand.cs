using System.CommandLine;
using AlignmentLab.Core.Provenance;
using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Composition;
using AlignmentLab.Host.ResultLines;
using AlignmentLab.Host.Terminal;

[assembly: Subcommand<AlignmentLab.Host.Commands.ModelsListCommand>("models list", 60)]

namespace AlignmentLab.Host.Commands;

/// <summary><c>alab models list</c>.</summary>
internal sealed class ModelsListCommand() : Subcommand("The model checkpoints that a run has trained.")
{
    private readonly Argument<string> _run = TypedOptions.Run();

    private readonly Option<long?> _at = TypedOptions.Version("--at", "Show the models that there were after this version of the run's stream. Default: now.");

    public override bool WorksRemotely => true;

    public override void Declare(Command command)
    {
        command.Add(_run);
        command.Add(_at);
    }

    public override async Task<int> RunAsync(CommandContext context)
    {
        await using var lab = context.Open(LabUse.Look);
        var run = await lab.Mediator.Send(new FindRun(context.Get(_run)), context.Interrupted);
        var models = await lab.Mediator.Send(new ListModels(run, await lab.AsOfAsync(run, context.Get(_at), context.Interrupted)), context.Interrupted);
        var table = new ResultTable("call", "version", "recorded at", "examples", "loss", "engine", "artifact");
        foreach (var model in models)
        {
            context.Output.Line(model);
            table.Row(
                model.Call.Value, model.Version.ToString(), Figures.Time(model.At), Figures.Count(model.Examples),
                model.Loss is { } loss ? Figures.Number(loss) : "", model.Engine, Figures.Hash(model.Artifact.Hash));
        }

        context.Output.Line(new ModelsLine(run, models.Count));
        context.Output.Table(table);
        return 0;
    }
}
