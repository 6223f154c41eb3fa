using AlignmentLab.Compliance;
using AlignmentLab.Environments;
using AlignmentLab.Environments.CartPole;
using AlignmentLab.Experts;

namespace AlignmentLab.Tests.Environments;

public sealed class CartPoleExpertComplianceTests : ExpertCompliance
{
    protected override IEnvironmentFactory EnvironmentFactory { get; } = new CartPoleFactory();

    protected override IScriptedExpertFactory ExpertFactory { get; } = new CartPoleExpertFactory();
}
