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
        context.Output.Line(new PluginsEnd(lines.Count, lines.Count(l => l.Reason is not null)));
        if (lines.Count == 0)
        {
            context.Output.Message("No plugins are installed.");
        }

        foreach (var line in lines)
        {
            Write(context.Output, line);
        }

        return 0;
    }

    private static void Write(Output output, PluginLine plugin)
    {
        output.Text($"{plugin.Id} {plugin.Version} ({plugin.Status}) in {plugin.Directory}");
        output.Text($"  {plugin.Reason ?? plugin.Description}");
        foreach (var offer in plugin.Offers)
        {
            output.Text($"\n  {offer.Kind} {offer.Name}{(offer.Version is { } version ? $" (version {version})" : "")}: {offer.Description}");
            if (offer.Settings.Count > 0)
            {
                output.Table(Options(offer), indent: 4);
            }
        }

        output.Text("");
    }

    private static ResultTable Options(PluginOffer offer)
    {
        var table = new ResultTable("option", "type", "default", "meaning and range");
        foreach (var option in offer.Settings)
        {
            table.Row(option.Path, option.Type, Figures.Value(option.Default), option.Meaning ?? "");
        }

        return table;
    }
}
