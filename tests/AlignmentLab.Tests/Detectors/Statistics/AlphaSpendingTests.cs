using AlignmentLab.Detectors.Statistics;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Detectors.Statistics;

public sealed class AlphaSpendingTests
{
    [Fact]
    public void Spend_LookAfterLook_NeverExceedsAlphaInAll()
    {
        var spending = new AlphaSpending(0.01);
        spending.Spend().ShouldBe(0.005);
        var spent = 0.005;
        for (var look = 2; look <= 1000; look++)
        {
            spent += spending.Spend();
            spent.ShouldBe(0.01 * look / (look + 1), 1e-14);
        }

        spending.Looks.ShouldBe(1000);
    }
}
