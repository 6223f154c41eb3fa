using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using AlignmentLab.Core.Environments;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Composition;
using AlignmentLab.Host.Terminal;
using AlignmentLab.Host.Traces;
using AlignmentLab.Randomness;

[assembly: Subcommand<AlignmentLab.Host.Commands.EnvironmentsTraceCommand>("environments trace", 111)]

namespace AlignmentLab.Host.Commands;

/// <summary><c>alab environments trace</c>.</summary>
internal sealed class EnvironmentsTraceCommand() : Subcommand("Step an environment by hand, to compare it with its original.")
{
    private readonly Argument<string> _name = new("NAME") { HelpName = "NAME", Description = "An environment, such as CartPole-v1." };
    private readonly Option<string> _actions = new("--actions") { HelpName = "JSON", Description = "The actions to take, such as [0, 1, 1] or [[0.5], [-1]].", Required = true };
    private readonly Option<string[]> _set = TypedOptions.Set("Give an option another value than its default. May be given several times.");
    private readonly Option<ulong?> _seed = TypedOptions.Seed("Seed of the draws, as in Gymnasium. Default: 0.");
    private readonly Option<string?> _state = new("--state") { HelpName = "JSON", Description = "Begin in this state instead of resetting." };
    private readonly Option<string?> _draws = new("--draws") { HelpName = "JSON", Description = "Uniform draws in [0, 1) to use in order instead of the seed's." };

    public override void Declare(Command command)
    {
        command.Add(_name);
        command.Add(_actions);
        command.Add(_set);
        command.Add(_seed);
        command.Add(_state);
        command.Add(_draws);
    }

    public override async Task<int> RunAsync(CommandContext context)
    {
        await using var lab = context.Open(LabUse.Create);
        var opened = await lab.Mediator.Send(new OpenEnvironment(context.Get(_name), context.Get(_set) ?? []), context.Interrupted);
        var environment = opened.Environment;
        var actions = ActionScript.Parse(context.Get(_actions)!, environment);
        var draws = Draws(context);
        var trace = EnvironmentTrace.Begin(environment, draws, State(context.Get(_state)));
        var steps = trace.Take(actions).ToList();
        var end = new TraceEnd(steps.Sum(s => s.Reward), environment.HiddenPerformance, trace.Start, actions.Count - steps.Count);
        steps.ForEach(context.Output.Line);
        context.Output.Line(end);
        context.Output.Table(TraceText.Table(trace.Start, steps));
        context.Output.Text(TraceText.End(end));
        if (end.ActionsLeft > 0)
        {
            context.Output.Message($"The episode ended after {steps.Count} actions; {end.ActionsLeft} were left over.");
        }

        if (draws is GivenDraws { Left: > 0 } given)
        {
            context.Output.Message($"{given.Left} draws were left over.");
        }

        return 0;
    }

    private IDrawSource Draws(CommandContext context) => (context.Get(_draws), context.Get(_seed)) switch
    {
        (not null, not null) => throw new InvalidInputException("Give --seed or --draws: the draws stand in the place of the seed's."),
        ({ } json, null) => GivenDraws.Parse(json),
        (null, var seed) => new Pcg64(seed ?? 0),
    };

    private static JsonNode? State(string? json)
    {
        try
        {
            return json is null ? null : JsonNode.Parse(json) ?? throw new InvalidInputException("--state must be a state as JSON, not null.");
        }
        catch (JsonException error)
        {
            throw new InvalidInputException($"--state is not JSON: {error.Message}", error);
        }
    }
}
