using System.Text.Json.Nodes;
using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Environments;
using FluentValidation;

namespace AlignmentLab.Quantilization.Mimicry;

/// <summary>Options of <see cref="MimicryStudy"/>.</summary>
public sealed record MimicryOptions
{
    /// <summary>What the imitator wants: <c>divergence</c>, <c>coupling</c>, <c>discriminator</c>, <c>return</c> or <c>meeting-halfway</c>.</summary>
    public MimicObjective Objective { get; init; } = MimicObjective.Divergence;

    /// <summary>The action of the imitated, 0 or more.</summary>
    public int ImitatedAction { get; init; }

    /// <summary>The expected return from which on Hugh has done his task, where they meet halfway.</summary>
    public double TaskReturn { get; init; } = 0.9;

    /// <summary>Whether Eva has seen all that Arthur can do, or only his mimicry of Hugh, where they meet halfway.</summary>
    public bool Explored { get; init; } = true;
}

internal sealed class MimicryOptionsValidator : AbstractValidator<MimicryOptions>
{
    public MimicryOptionsValidator()
    {
        RuleFor(o => o.Objective).IsInEnum();
        RuleFor(o => o.ImitatedAction).InclusiveBetween(0, 1_000).WithMessage("must be 0 to 1000, not {PropertyValue}.");
        RuleFor(o => o.TaskReturn).Must(double.IsFinite).WithMessage("must be a finite number, not {PropertyValue}.");
    }
}

/// <summary>
/// What becomes of imitation where the imitator cannot do what the imitated does: P. Christiano, "Against mimicry" (2015) and
/// "Mimicry and meeting halfway" (2015). The spec's environment has the imitator's abilities, the environment with its default options
/// those of the imitated.
/// </summary>
/// <remarks>
/// The imitator takes one action; mixtures of actions are not considered. Meeting halfway is played by best answers until nobody
/// changes: of the ways to do his task Hugh takes the one that Eva, the best discriminator, tells worst from all that Arthur has done so far; Arthur
/// takes what she tells worst from Hugh's.
/// </remarks>
public sealed class MimicryStudy : IAlgorithm<MimicryOptions>
{
    public async Task RunAsync(MimicryOptions o, IRunContext run)
    {
        var imitated = new EnvironmentRef(run.Environment.Reference.Name, new JsonObject());
        var mimicked = await run.PerformAsync(new MimicRequest(run.Environment.Reference, imitated, o.ImitatedAction, o.Objective, o.TaskReturn, o.Explored));
        await run.MeasureAsync("action", mimicked.Action, unit: "action");
        await run.MeasureAsync("imitated-action", mimicked.ImitatedAction, unit: "action");
        await run.MeasureAsync("return", mimicked.Return, unit: "expected return");
        await run.MeasureAsync("coupling", mimicked.Coupling, unit: "probability of showing something else");
        await run.MeasureAsync("discrimination", mimicked.Discrimination, unit: "nats");
        await (mimicked.Divergence is { } divergence
            ? run.MeasureAsync("divergence", divergence, unit: "nats")
            : run.NoteAsync("The imitator shows something that the imitated never does: KL(imitator || imitated) is infinite."));
    }
}
