using AlignmentLab.Environments.Episodes;
using AlignmentLab.Experts;

namespace AlignmentLab.Environments.BlockStacking;

/// <summary>Stacks quickly: the human of "Against mimicry".</summary>
public sealed class StackerExpert : IScriptedExpert
{
    public void Begin(IDrawSource draws)
    {
    }

    public void Act(ReadOnlySpan<double> observation, Span<double> action) => action[0] = 0;
}

/// <summary>Registers <see cref="StackerExpert"/>.</summary>
public sealed class StackerExpertFactory() : ScriptedExpertFactory(
    "block-stacking-human",
    BlockStackingEnvironment.RegisteredName,
    "Stacks quickly; expected return .95 as a human, 0 as a robot.")
{
    public override IScriptedExpert Create(object options, IEnvironment environment) => new StackerExpert();
}
