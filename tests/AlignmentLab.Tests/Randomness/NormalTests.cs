using AlignmentLab.Randomness;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Randomness;

public sealed class NormalTests
{
    private const int Count = 200_000;

    /// <summary>The normal distribution function at some points, to 10 digits (Abramowitz and Stegun, table 26.1).</summary>
    private static readonly (double Point, double Probability)[] Distribution =
    [
        (-3, 0.0013498980), (-2, 0.0227501319), (-1, 0.1586552539), (-0.5, 0.3085375387), (0, 0.5), (0.25, 0.5987063257),
        (0.5, 0.6914624613), (1, 0.8413447461), (1.5, 0.9331927987), (2, 0.9772498681), (2.5, 0.9937903347), (3, 0.9986501020),
    ];

    [Fact]
    public void NextNormal_OverManyDraws_FollowsTheNormalDistribution()
    {
        var draws = Draws();
        foreach (var (point, probability) in Distribution)
        {
            var share = draws.Count(value => value < point) / (double)Count;
            share.ShouldBe(probability, 4 * Math.Sqrt(probability * (1 - probability) / Count));
        }
    }

    [Fact]
    public void NextNormal_OverManyDraws_HasTheNormalsMoments()
    {
        var draws = Draws();
        draws.Average().ShouldBe(0, 4 / Math.Sqrt(Count));
        draws.Average(value => value * value).ShouldBe(1, 4 * Math.Sqrt(2.0 / Count));
        draws.Average(value => value * value * value * value).ShouldBe(3, 4 * Math.Sqrt(96.0 / Count));
    }

    [Fact]
    public void NextNormal_OfASeed_IsTheSameForEver()
    {
        var draws = new Pcg64(7);
        new[] { draws.NextNormal(), draws.NextNormal(), draws.NextNormal() }.ShouldBe(
            [-1.0037342420520758, -0.32303634625820665, -0.21500403735588003]);
    }

    private static double[] Draws()
    {
        var draws = new Pcg64(6);
        return [.. Enumerable.Range(0, Count).Select(_ => draws.NextNormal())];
    }
}
