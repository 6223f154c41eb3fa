using AlignmentLab.Environments;
using AlignmentLab.Randomness;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Randomness;

public sealed class CategoricalTests
{
    [Theory]
    [InlineData(0.0, 1)]
    [InlineData(0.2499, 1)]
    [InlineData(0.25, 3)]
    [InlineData(0.9999999999999999, 3)]
    public void NextChoice_GivenDraw_TakesTheChoiceWhoseShareHoldsIt(double draw, int expected) =>
        new Given(draw).NextChoice([0, 0.5, 0, 1.5, 0]).ShouldBe(expected);

    [Fact]
    public void NextChoice_ManyDraws_ComesAsOftenAsTheWeightsSay()
    {
        var draws = new Pcg64(new SeedSequence(7));
        var counts = new int[3];
        for (var i = 0; i < 30_000; i++)
        {
            counts[draws.NextChoice([1, 2, 3])]++;
        }

        // Five standard errors of a share at most .0029 each.
        counts.Select(c => c / 30_000.0).Zip([1 / 6.0, 2 / 6.0, 3 / 6.0]).ShouldAllBe(p => Math.Abs(p.First - p.Second) < 0.0145);
    }

    private sealed class Given(double draw) : IDrawSource
    {
        public double NextDouble() => draw;
    }
}
