using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Composition;
using AlignmentLab.Host.ResultLines;
using AlignmentLab.Host.Terminal;

[assembly: Subcommand<AlignmentLab.Host.Commands.PluginsListCommand>("plugins list", 120)]

namespace AlignmentLab.Host.Commands;

/// <summary><c>alab plugins list</c>.</summary>
internal sealed class PluginsListCommand() : Subcommand("The installed plugins, what they offer, and why one is not used.")
{
    public override async Task<int> RunAsync(CommandContext context)
    {
        await using var lab = context.Open(LabUse.Create);
        var lines = lab.Plugins.Plugins.Select(plugin => PluginLine.Of(plugin, lab.Plugins)).ToList();
        lines.ForEach(context.Output.Line);
        if (lines.Count == 0)
        {
            context.Output.Message("No plugins are installed.");
            return 0;
        }

        var table = new ResultTable("plugin", "version", "offers", "description", "options and defaults");
        foreach (var line in lines)
        {
            table.Row(line.Id, line.Version, line.Status, line.Reason ?? line.Description, line.Directory);
            foreach (var offer in line.Offers)
            {
                table.Row("", "", $"{offer.Kind} {offer.Name}", offer.Description, Figures.Options(offer.Options));
            }
        }

        context.Output.Table(table);
        return 0;
    }
}
