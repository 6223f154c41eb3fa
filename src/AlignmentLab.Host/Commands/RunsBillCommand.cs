using System.CommandLine;
using AlignmentLab.Bills;
using AlignmentLab.Core.Runs.Bill;
using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Composition;
using AlignmentLab.Host.Terminal;

[assembly: Subcommand<AlignmentLab.Host.Commands.RunsBillCommand>("runs bill", 32)]

namespace AlignmentLab.Host.Commands;

/// <summary><c>alab runs bill</c>.</summary>
internal sealed class RunsBillCommand() : Subcommand("What a run took: measured time, expert queries, and what its rollouts would have taken a transformer.")
{
    private static readonly BilledTransformer Usual = new();

    private readonly Argument<string> _run = TypedOptions.Run();
    private readonly Option<double> _weights = new("--weights") { Description = "Weights of the transformer, P.", DefaultValueFactory = _ => Usual.Parameters };
    private readonly Option<int> _layers = new("--layers") { Description = "Its layers, L.", DefaultValueFactory = _ => Usual.Layers };
    private readonly Option<int> _width = new("--width") { Description = "Its width, d.", DefaultValueFactory = _ => Usual.Width };

    public override bool WorksRemotely => true;

    public override void Declare(Command command)
    {
        command.Add(_run);
        command.Add(_weights);
        command.Add(_layers);
        command.Add(_width);
    }

    public override async Task<int> RunAsync(CommandContext context)
    {
        var transformer = new BilledTransformer { Parameters = context.Get(_weights), Layers = context.Get(_layers), Width = context.Get(_width) };
        await using var lab = context.Open(LabUse.Replay);
        var bill = await lab.Mediator.Send(new ShowBill(await lab.Mediator.Send(new FindRun(context.Get(_run)), context.Interrupted), transformer), context.Interrupted);
        context.Output.Line(bill);
        var table = new ResultTable("effect", "calls", "time", "expert queries", "episodes", "steps", "FLOP", "FLOP without cache");
        foreach (var item in bill.Items)
        {
            table.Row(
                item.Effect, Figures.Count(item.Calls), Figures.Seconds(item.Time), Figures.Count(item.ExpertQueries), Figures.Count(item.Episodes), Figures.Count(item.Steps),
                Figures.Number(item.Cached), Figures.Number(item.Uncached));
        }

        context.Output.Table(table);
        context.Output.Message(
            $"{Figures.Seconds(bill.WallClock)} from the first event to the last. FLOP are what a transformer of {Figures.Number(transformer.Parameters)} weights, {transformer.Layers} layers and width "
            + $"{transformer.Width} would take for the rollouts at a token a step, keys and values kept (at most {Figures.Number(bill.Items.Max(i => (double?)i.CacheBytes) ?? 0)} bytes), and without."
            + (bill.CachedAQuery is { } each ? $" {Figures.Number(each)} FLOP an expert query." : ""));
        return 0;
    }
}
