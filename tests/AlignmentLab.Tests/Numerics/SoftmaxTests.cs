using AlignmentLab.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Numerics;

public sealed class SoftmaxTests
{
    [Fact]
    public void InPlace_AnyScores_SumsToOneAndKeepsTheLogRatios() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(
            Gen.Choose(-3000, 3000).Select(i => i / 100.0).ArrayOf().Where(a => a.Length > 0).ToArbitrary(),
            scores =>
            {
                var probabilities = scores.ToArray();
                Softmax.InPlace(probabilities);
                probabilities.Sum().ShouldBe(1, 1e-12);
                for (var i = 0; i < scores.Length; i++)
                {
                    (Math.Log(probabilities[i]) - Math.Log(probabilities[0])).ShouldBe(scores[i] - scores[0], 1e-9);
                }
            }));

    [Fact]
    public void LogSumExp_LargeScores_DoesNotOverflow() => Softmax.LogSumExp([1000, 1000]).ShouldBe(1000 + Math.Log(2), 1e-12);

    [Fact]
    public void InPlace_MinusInfinity_GetsNothing()
    {
        double[] scores = [0, double.NegativeInfinity];
        Softmax.InPlace(scores);
        scores.ShouldBe([1.0, 0.0]);
    }

    [Fact]
    public void InPlace_NothingFinite_IsRefused() => Should.Throw<ArgumentException>(() => Softmax.InPlace([double.NegativeInfinity]));
}
