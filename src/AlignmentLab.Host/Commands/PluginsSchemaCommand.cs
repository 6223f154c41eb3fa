using System.Text.Json;
using AlignmentLab.Core.Runs.Schema;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Composition;

[assembly: Subcommand<AlignmentLab.Host.Commands.PluginsSchemaCommand>("plugins schema", 131)]

namespace AlignmentLab.Host.Commands;

/// <summary><c>alab plugins schema</c>.</summary>
internal sealed class PluginsSchemaCommand() : Subcommand("The JSON Schema of specs, for the plugins installed; editors complete and check by it.")
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override async Task<int> RunAsync(CommandContext context)
    {
        await using var lab = context.Open(LabUse.Create);
        var schema = await lab.Mediator.Send(new GetSpecSchema(), context.Interrupted);
        context.Output.Line(schema);
        context.Output.Text(schema.ToJsonString(Indented));
        return 0;
    }
}
