using AlignmentLab.Environments.CopyChain;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Environments.CopyChain;

public sealed class CompoundingErrorTests
{
    [Theory]
    [InlineData(50, 0.01, 9.4222)]
    [InlineData(100, 0.01, 28.7492)]
    [InlineData(100, 0.001, 4.7324)]
    public void Copying_AtKnownPoints_IsThePublishedClosedForm(int horizon, double error, double mistakes) =>
        CompoundingError.Copying(horizon, error).ShouldBe(mistakes, 5e-5);

    [Fact]
    public void Copying_AtAnyErrorThatIsNotTiny_IsTheClosedForm() =>
        Check.One(
            Config.QuickThrowOnFailure.WithReplay(22, 23),
            Prop.ForAll(
                Gen.Choose(0, 2000).ToArbitrary(),
                Gen.Choose(1, 1000).Select(thousandths => thousandths / 1000.0).ToArbitrary(),
                (horizon, error) => Math.Abs(CompoundingError.Copying(horizon, error) - ClosedForm(horizon, error)) < 1e-8));

    [Fact]
    public void Copying_AtATinyError_KeepsItsDigits() =>
        CompoundingError.Copying(100, 1e-15).ShouldBe(5050e-15, 1e-24);

    [Theory]
    [InlineData(-1, 0.1)]
    [InlineData(5, -0.1)]
    [InlineData(5, 1.1)]
    [InlineData(5, double.NaN)]
    public void Copying_OutOfRange_Throws(int horizon, double error)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => CompoundingError.Copying(horizon, error));
        Should.Throw<ArgumentOutOfRangeException>(() => CompoundingError.Recovering(horizon, error));
    }

    private static double ClosedForm(int horizon, double error) =>
        (horizon / 2.0) - ((1 - Math.Pow(1 - (2 * error), horizon + 1)) / (4 * error)) + 0.5;
}
