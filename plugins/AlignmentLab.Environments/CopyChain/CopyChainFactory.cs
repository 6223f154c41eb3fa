using AlignmentLab.Environments.Episodes;

namespace AlignmentLab.Environments.CopyChain;

/// <summary>Registers <see cref="CopyChainEnvironment"/>.</summary>
public sealed class CopyChainFactory() : EnvironmentFactory<CopyChainOptions>(
    CopyChainEnvironment.RegisteredName,
    "Repeat a hidden bit while seeing your previous output, -1 a mistake: where cloning errs as T^2 eps (Kaariainen 2006).",
    new CopyChainOptionsValidator())
{
    protected override IEnvironment Create(CopyChainOptions options) => new CopyChainEnvironment(options);
}
