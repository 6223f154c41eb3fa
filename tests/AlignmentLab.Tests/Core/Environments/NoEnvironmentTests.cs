using AlignmentLab.Compliance;
using AlignmentLab.Core.Environments;
using AlignmentLab.Environments;

namespace AlignmentLab.Tests.Core.Environments;

public sealed class NoEnvironmentTests : EnvironmentCompliance
{
    protected override IEnvironment Create() => new NoEnvironmentFactory().Create(new NoOptions());
}
