using System.Text.Json.Nodes;
using AlignmentLab.Core.Environments;
using AlignmentLab.Environments;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Composition;
using AlignmentLab.Host.ResultLines;
using AlignmentLab.Host.Terminal;
using AlignmentLab.Host.Traces;

[assembly: Subcommand<AlignmentLab.Host.Commands.EnvironmentsListCommand>("environments list", 110)]

namespace AlignmentLab.Host.Commands;

/// <summary><c>alab environments list</c>.</summary>
internal sealed class EnvironmentsListCommand() : Subcommand("The installed environments, with their options and defaults.")
{
    public override async Task<int> RunAsync(CommandContext context)
    {
        await using var lab = context.Open(LabUse.Create);
        var table = new ResultTable("environment", "description", "observation", "action", ">steps", "options");
        foreach (var factory in lab.Plugins.Environments.OrderBy(e => e.Name, StringComparer.Ordinal))
        {
            var (environment, options) = await lab.Mediator.Send(new OpenEnvironment(factory.Name, []), context.Interrupted);
            context.Output.Line(new EnvironmentLine(
                factory.Name, factory.Description, options, environment.ObservationSpace, environment.ActionSpace, environment.MaxSteps,
                [.. lab.Plugins.Experts.Where(e => e.Environment == factory.Name).Select(e => e.Name)]));
            table.Row(
                factory.Name,
                factory.Description,
                ActionScript.Describe(environment.ObservationSpace),
                ActionScript.Describe(environment.ActionSpace),
                Figures.Count(environment.MaxSteps),
                Figures.Options(options));
        }

        context.Output.Line(new EnvironmentsEnd(lab.Plugins.Environments.Count));
        if (table.IsEmpty)
        {
            context.Output.Message("No installed plugin offers an environment; `alab plugins list` shows the plugins.");
        }
        else
        {
            context.Output.Table(table);
        }

        return 0;
    }

    /// <param name="Options">The defaults.</param>
    /// <param name="Experts">The first is the one that a spec without an expert takes.</param>
    private sealed record EnvironmentLine(
        string Name, string Description, JsonObject Options, Space ObservationSpace, Space ActionSpace, int MaxSteps, IReadOnlyList<string> Experts);
}
