using AlignmentLab.Environments.Episodes;

namespace AlignmentLab.Environments.TomatoTile;

/// <summary>Registers <see cref="TomatoTileEnvironment"/>.</summary>
public sealed class TomatoTileFactory() : EnvironmentFactory<TomatoTileOptions>(
    TomatoTileEnvironment.RegisteredName,
    "Water tomatoes that dry, beside a tile that pays as if all were watered; exact dynamic programming (AISC tomato-quantilization).",
    new TomatoTileOptionsValidator())
{
    protected override IEnvironment Create(TomatoTileOptions options) => new TomatoTileEnvironment(options);
}
