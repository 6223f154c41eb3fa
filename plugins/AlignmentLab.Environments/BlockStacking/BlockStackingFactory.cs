using AlignmentLab.Environments.Episodes;

namespace AlignmentLab.Environments.BlockStacking;

/// <summary>Registers <see cref="BlockStackingEnvironment"/>.</summary>
public sealed class BlockStackingFactory() : EnvironmentFactory<BlockStackingOptions>(
    BlockStackingEnvironment.RegisteredName,
    "Stack blocks quickly, slowly or not; the robot cannot do what the human does (Christiano 2015, Against mimicry).",
    new BlockStackingOptionsValidator())
{
    protected override IEnvironment Create(BlockStackingOptions options) => new BlockStackingEnvironment(options);
}
