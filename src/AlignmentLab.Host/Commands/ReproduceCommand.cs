using System.CommandLine;
using AlignmentLab.Core.Reproductions;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Composition;
using AlignmentLab.Host.Reproductions;
using AlignmentLab.Host.ResultLines;
using AlignmentLab.Host.Terminal;

[assembly: Subcommand<AlignmentLab.Host.Commands.ReproduceCommand>("reproduce", 120)]

namespace AlignmentLab.Host.Commands;

/// <summary><c>alab reproduce</c>.</summary>
internal sealed class ReproduceCommand() : Subcommand("Measure published results and put them beside the published figures.")
{
    private readonly Argument<string> _name = new("NAME") { HelpName = "list|NAME|all", Description = "A reproduction, its file, all of them, or the list of them." };
    private readonly Option<string[]> _set = TypedOptions.Set("Change a setting that the reproduction offers, or a path in all of its runs. May be given several times.");

    public override void Declare(Command command)
    {
        command.Add(_name);
        command.Add(_set);
    }

    public override async Task<int> RunAsync(CommandContext context)
    {
        var name = context.Get(_name);
        if (name == "list")
        {
            return await ListAsync(context);
        }

        await using var lab = context.Open(LabUse.Create);
        var held = true;
        var paths = name == "all" ? ReproductionFiles.Names().Select(ReproductionFiles.PathOf).ToList() : [ReproductionFiles.PathOf(name)];
        foreach (var path in paths)
        {
            var text = await File.ReadAllTextAsync(path, context.Interrupted);
            var progress = new ReproductionMessages(context.Output, Path.GetFileNameWithoutExtension(path), context.Time);
            var report = await lab.Mediator.Send(new Reproduce(text, path, context.Get(_set) ?? [], progress, context.Author), context.Interrupted);
            Write(context.Output, report);
            held &= report.Holds;
        }

        if (name == "all")
        {
            context.Output.Line(new ReproducedEnd(paths.Count, held));
        }

        return held ? 0 : 1;
    }

    private static async Task<int> ListAsync(CommandContext context)
    {
        var table = new ResultTable("name", "result", "settings");
        var names = ReproductionFiles.Names().ToList();
        foreach (var name in names)
        {
            var path = ReproductionFiles.PathOf(name);
            var spec = ReproductionSpec.Parse(await File.ReadAllTextAsync(path, context.Interrupted), path);
            IReadOnlyList<string> settings = [.. spec.Settings?.Select(s => s.Key) ?? []];
            context.Output.Line(new ReproductionNameLine(spec.Name, spec.Title, spec.Source, spec.Analogue, settings));
            table.Row(spec.Name, spec.Title + (spec.Analogue ? " (analogue)" : ""), string.Join(", ", settings));
        }

        context.Output.Line(new ReproductionsEnd(names.Count));
        context.Output.Table(table);
        return 0;
    }

    private static void Write(Output output, ReproductionReport report)
    {
        output.Line(ReproductionLine.Of(report));
        output.Text($"{report.Name}{(report.Analogue ? " (analogue)" : "")}\n  source:  {report.Source}\n  differs: {report.Differs}");
        var table = new ResultTable("quantity", ">published", ">measured", ">std. error", ">tolerance", "holds", ">runs");
        foreach (var row in report.Rows)
        {
            var (published, tolerance, holds) = row is { Published: { } p, Tolerance: { } t }
                ? (Figures.Number(p), Figures.Number(t), row.Holds ? "yes" : "NO")
                : ("", "", "");
            table.Row(row.Quantity, published, Figures.Number(row.Measured), row.Runs > 1 ? Figures.Number(row.StandardError) : "", tolerance, holds, Figures.Count(row.Runs));
        }

        output.Table(table);
        output.Text(Verdict(report));
    }

    private static string Verdict(ReproductionReport report) =>
        report.Rows.All(r => r.Published is null) ? "Nothing of this was published before: the figures are reported."
        : report.Holds ? "Every published figure holds."
        : "Not every published figure holds.";
}
