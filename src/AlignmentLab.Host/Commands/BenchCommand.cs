using System.CommandLine;
using AlignmentLab.Core.Plugins;
using AlignmentLab.Errors;
using AlignmentLab.Host.Bench;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Composition;
using AlignmentLab.Host.ResultLines;
using AlignmentLab.Host.Terminal;

[assembly: Subcommand<AlignmentLab.Host.Commands.BenchCommand>("bench", 140)]

namespace AlignmentLab.Host.Commands;

/// <summary><c>alab bench</c>.</summary>
internal sealed class BenchCommand() : Subcommand("This machine's figures, beside their baselines.")
{
    private readonly Argument<string> _name = new("NAME") { HelpName = "list|NAME|all", Description = "A benchmark, all of them, or the list of them." };

    private static IReadOnlyList<IBench> Benches => [new AppendBench(), new ReadBench(), new ShowBench(), new VerifyBench(), new ReplayBench(), new TrainBench(), new StepsBench(), new PlanBench(), new DaggerBench()];

    public override void Declare(Command command) => command.Add(_name);

    public override async Task<int> RunAsync(CommandContext context)
    {
        var name = context.Get(_name);
        if (name == "list")
        {
            foreach (var bench in Benches)
            {
                context.Output.Line(new { bench.Name });
                context.Output.Text(bench.Name);
            }

            context.Output.Line(new BenchesEnd(Benches.Count));
            return 0;
        }

        var chosen = Benches.Where(b => name == "all" || b.Name == name).ToList();
        if (chosen.Count == 0)
        {
            var names = Benches.Select(b => b.Name).ToList();
            throw new InvalidInputException($"There is no benchmark '{name}'{NearestName.Suggestion(name, names)} There are: {string.Join(", ", names)}.");
        }

        var rows = new List<BenchRow>();
        foreach (var bench in chosen)
        {
            context.Output.Message($"bench {bench.Name} ...");
            var measured = await MeasureAsync(context, bench);
            Write(context.Output, measured);
            rows.AddRange(measured);
        }

        context.Output.Line(BenchEnd.Of(name, rows));

        return 0;
    }

    // On the lab's disk, since that is the one whose figures matter; the lab itself is left alone.
    private static async Task<IReadOnlyList<BenchRow>> MeasureAsync(CommandContext context, IBench bench)
    {
        var directory = Directory.CreateDirectory(Path.Combine(context.Location.Directory, "bench", Path.GetRandomFileName()));
        try
        {
            await using var lab = Lab.Open(new LabLocation(Path.Combine(directory.FullName, "plugins-only")), LabUse.Create, context.Time);
            var baselines = new PythonBaselines(context.Output);
            return await bench.RunAsync(new BenchContext(
                directory.FullName, 1, context.Time, name => lab.Plugins.Environment(name), (script, arguments) => baselines.RunAsync(script, arguments, context.Interrupted), context.Interrupted));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static void Write(Output output, IReadOnlyList<BenchRow> rows)
    {
        var table = new ResultTable("figure", ">value", "unit", ">baseline", ">ratio");
        foreach (var row in rows)
        {
            output.Line(BenchLine.Of(row));
            table.Row(row.Name, Figures.Number(row.Value), row.Unit, row.Baseline is { } b ? Figures.Number(b) : "", row.Ratio is { } r ? Figures.Number(r) : "");
        }

        output.Table(table);
    }
}
