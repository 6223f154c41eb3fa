using AlignmentLab.Core.Rollouts;
using AlignmentLab.Environments;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Rollouts;

public sealed class ActionAgreementTests
{
    private static readonly Space Torque = new BoxSpace([-2], [2]);

    [Theory]
    [InlineData(0.5, 0.5, Agreement.Same)]
    [InlineData(0.5, 0.7, Agreement.Close)]
    [InlineData(0.5, 0.71, Agreement.Different)]
    [InlineData(0.5, double.NaN, Agreement.Different)]
    public void Of_ContinuousActions_IsCloseWithinATwentiethOfTheRange(double taken, double label, Agreement expected) =>
        ActionAgreement.Of(Torque, [taken], [label]).ShouldBe(expected);

    [Fact]
    public void Of_DiscreteActions_IsTheSameOrDifferent()
    {
        ActionAgreement.Of(new DiscreteSpace(100), [50], [50]).ShouldBe(Agreement.Same);
        ActionAgreement.Of(new DiscreteSpace(100), [50], [51]).ShouldBe(Agreement.Different);
    }

    [Fact]
    public void Of_ActionsWithoutARange_IsTheSameOrDifferent()
    {
        ActionAgreement.Of(null, [1], [1.0000001]).ShouldBe(Agreement.Different);
        ActionAgreement.Of(new BoxSpace([0], [double.PositiveInfinity]), [1], [1.0000001]).ShouldBe(Agreement.Different);
    }

    [Fact]
    public void Of_SeveralEntries_TakesTheOneThatIsFurthestOff() =>
        ActionAgreement.Of(new BoxSpace([-1, -1], [1, 1]), [0, 0], [0.05, 0.5]).ShouldBe(Agreement.Different);
}
