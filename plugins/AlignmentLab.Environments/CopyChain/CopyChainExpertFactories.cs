using AlignmentLab.Environments.Episodes;
using AlignmentLab.Experts;

namespace AlignmentLab.Environments.CopyChain;

/// <summary>Registers <see cref="CueExpert"/>.</summary>
public sealed class CueExpertFactory() : ScriptedExpertFactory(
    "copychain-cue",
    CopyChainEnvironment.RegisteredName,
    "Follows the cue; return 0, its greatest value, on each of seeds 0 to 999.")
{
    public override IScriptedExpert Create(object options, IEnvironment environment) => new CueExpert();
}

/// <summary>Registers <see cref="CopyExpert"/>.</summary>
public sealed class CopyExpertFactory() : ScriptedExpertFactory(
    "copychain-copy",
    CopyChainEnvironment.RegisteredName,
    "Copies the previous output, as a clone would; return 0 on each of seeds 0 to 999 while nothing disturbs it.")
{
    public override IScriptedExpert Create(object options, IEnvironment environment) => new CopyExpert();
}
