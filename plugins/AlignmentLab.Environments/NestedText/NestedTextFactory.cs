using AlignmentLab.Environments.Episodes;

namespace AlignmentLab.Environments.NestedText;

/// <summary>Registers <see cref="NestedTextEnvironment"/>.</summary>
public sealed class NestedTextFactory() : EnvironmentFactory<NestedTextOptions>(
    NestedTextEnvironment.RegisteredName,
    "Write a text whose nested brackets agree over any distance, -1 a character that breaks a rule: sequences to imitate.",
    new NestedTextOptionsValidator())
{
    protected override IEnvironment Create(NestedTextOptions options) => new NestedTextEnvironment(options);
}
