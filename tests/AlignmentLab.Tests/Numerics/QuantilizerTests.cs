using AlignmentLab.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Numerics;

public sealed class QuantilizerTests
{
    // Few values of worth, so that choices are often equally good.
    private static readonly Gen<(double Weight, double Utility, double Cost)[]> Choices =
        Gen.Choose(0, 10).Zip(Gen.Choose(0, 5)).Zip(Gen.Choose(0, 100)).Select(c => ((double)c.Item1.Item1, (double)c.Item1.Item2, (double)c.Item2))
            .NonEmptyListOf().Select(c => c.ToArray()).Where(c => c.Any(x => x.Item1 > 0));

    [Fact]
    public void Quantilize_AnyBase_StaysWithinTheBoundsOfTaylor2016() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(Choices.Zip(Gen.Choose(1, 100)).ToArbitrary(), drawn =>
        {
            var (choices, q) = (drawn.Item1, drawn.Item2 / 100.0);
            var (weights, probabilities) = (Weights(choices), new double[choices.Length]);
            Quantilizer.Quantilize(weights, Utilities(choices), q, probabilities);

            probabilities.Sum().ShouldBe(1, 1e-12);
            probabilities.ShouldAllBe(p => p >= 0);
            for (var i = 0; i < choices.Length; i++)
            {
                probabilities[i].ShouldBeLessThanOrEqualTo((weights[i] / q) + 1e-12);
            }

            // Whatever the costs, they are at most 1/q times the base's; and the divergence is at most log 1/q.
            choices.Zip(probabilities, (c, p) => c.Cost * p).Sum().ShouldBeLessThanOrEqualTo((choices.Zip(weights, (c, w) => c.Cost * w).Sum() / q) + 1e-9);
            Divergence(probabilities, weights).ShouldBeLessThanOrEqualTo(Math.Log(1 / q) + 1e-9);
        }));

    [Fact]
    public void Quantilize_AnyBase_TakesNothingWorseThanItLeaves() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(Choices.Zip(Gen.Choose(1, 100)).ToArbitrary(), drawn =>
        {
            var (choices, q) = (drawn.Item1, drawn.Item2 / 100.0);
            var (weights, probabilities) = (Weights(choices), new double[choices.Length]);
            Quantilizer.Quantilize(weights, Utilities(choices), q, probabilities);

            // What is better than anything taken in part has been taken in full.
            for (var i = 0; i < choices.Length; i++)
            {
                if (weights[i] > 0 && choices.Zip(probabilities).Any(o => o.Second > 1e-12 && o.First.Utility < choices[i].Utility))
                {
                    probabilities[i].ShouldBe(weights[i] / q, 1e-9);
                }
            }
        }));

    [Fact]
    public void Quantilize_AChoiceOnTheBorder_GetsThePartWithin()
    {
        var probabilities = new double[3];

        Quantilizer.Quantilize([0.2, 0.5, 0.3], [3, 2, 1], 0.4, probabilities);

        probabilities.ShouldBe([0.5, 0.5, 0], 1e-15);
    }

    [Fact]
    public void BestOf_WholeNumbers_IsWhatDrawingGives() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Choices.Where(c => c.Length <= 4).Zip(Gen.Choose(1, 4)).ToArbitrary(), drawn =>
        {
            var (choices, n) = (drawn.Item1, drawn.Item2);
            var (weights, probabilities) = (Weights(choices), new double[choices.Length]);
            Quantilizer.BestOf(weights, Utilities(choices), n, probabilities);

            // Every tuple of n draws; of equally good ones each is kept as often as it was drawn.
            var counted = new double[choices.Length];
            foreach (var tuple in Tuples(choices.Length, n))
            {
                var best = tuple.Max(i => choices[i].Utility);
                var kept = tuple.Where(i => choices[i].Utility == best).ToList();
                foreach (var i in kept)
                {
                    counted[i] += tuple.Aggregate(1.0, (p, j) => p * weights[j]) / kept.Count;
                }
            }

            probabilities.Zip(counted).ShouldAllBe(p => Math.Abs(p.First - p.Second) < 1e-9);
        }));

    [Theory]
    [InlineData(4, 0.636)]
    [InlineData(16, 1.835)]
    [InlineData(64, 3.175)]
    [InlineData(256, 4.549)]
    [InlineData(4096, 7.318)]
    public void BestOfDivergence_PublishedN_IsTheFormula(double n, double published)
    {
        Quantilizer.BestOfDivergence(n).ShouldBe(published, 0.0005);

        // A base of many small choices comes near it from below.
        var (weights, utilities, probabilities) = (new double[100_000], new double[100_000], new double[100_000]);
        for (var i = 0; i < weights.Length; i++)
        {
            (weights[i], utilities[i]) = (1.0 / weights.Length, i);
        }

        Quantilizer.BestOf(weights, utilities, n, probabilities);
        Divergence(probabilities, weights).ShouldBeInRange(published - 0.05, Quantilizer.BestOfDivergence(n));
    }

    [Fact]
    public void Arguments_OutOfRange_AreRefusedByName()
    {
        Should.Throw<ArgumentException>(() => Quantilizer.Quantilize([1], [1], 0, new double[1])).Message.ShouldContain("A quantilizer's q lies above 0 and is at most 1; it is 0.");
        Should.Throw<ArgumentException>(() => Quantilizer.Quantilize([1], [1], double.NaN, new double[1])).Message.ShouldContain("it is NaN");
        Should.Throw<ArgumentException>(() => Quantilizer.Quantilize([0, 0], [1, 2], 0.5, new double[2])).Message.ShouldContain("The base distribution is empty");
        Should.Throw<ArgumentException>(() => Quantilizer.Quantilize([1, 1], [1, double.NaN], 0.5, new double[2])).Message.ShouldContain("The utility of choice 1 is NaN");
        Should.Throw<ArgumentException>(() => Quantilizer.Quantilize([1, -1], [1, 1], 0.5, new double[2])).Message.ShouldContain("The base's weight of choice 1 is -1");
        Should.Throw<ArgumentException>(() => Quantilizer.BestOf([1], [1], 0.5, new double[1])).Message.ShouldContain("Best of n needs an n of 1 or more; it is 0.5.");
    }

    private static double[] Weights((double Weight, double Utility, double Cost)[] choices) => [.. choices.Select(c => c.Weight / choices.Sum(o => o.Weight))];

    private static double[] Utilities((double Weight, double Utility, double Cost)[] choices) => [.. choices.Select(c => c.Utility)];

    private static double Divergence(double[] probabilities, double[] weights) => probabilities.Zip(weights, (p, w) => p > 0 ? p * Math.Log(p / w) : 0).Sum();

    private static IEnumerable<int[]> Tuples(int choices, int n) =>
        n == 0 ? [[]] : Tuples(choices, n - 1).SelectMany(rest => Enumerable.Range(0, choices).Select(i => rest.Append(i).ToArray()));
}
