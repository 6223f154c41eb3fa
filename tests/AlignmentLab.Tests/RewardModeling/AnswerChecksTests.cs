using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Artifacts;
using AlignmentLab.Errors;
using AlignmentLab.Judges;
using AlignmentLab.RewardModeling.Fitting;
using AlignmentLab.Trajectories;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.RewardModeling;

public sealed class AnswerChecksTests
{
    /// <summary>The two-sided binomial test at 1/2.</summary>
    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(5, 10, 1)]
    [InlineData(0, 10, 0.001953125)]
    [InlineData(9, 10, 0.021484375)]
    [InlineData(60, 100, 0.056887933)]
    [InlineData(400, 1000, 2.7e-10)]
    public void SignTest_OfTosses_IsTheTwoSidedProbability(int heads, int tosses, double expected) =>
        AnswerChecks.SignTest(heads, tosses).ShouldBe(expected, Math.Max(1e-9, expected * 0.02));

    [Fact]
    public void Check_OfTiesAlone_SaysThatNothingIsDecided() =>
        Refused(Votes(Verdict.Equal, 30).Concat(Votes(Verdict.CannotCompare, 5))).ShouldStartWith("No reward can be fitted: of 35 pairs none was decided");

    [Fact]
    public void Check_OfTooFewDecided_SaysHowManyThereAre() =>
        Refused(Votes(Verdict.First, 9).Concat(Votes(Verdict.Equal, 20))).ShouldStartWith("No reward can be fitted: 9 of 29 pairs were decided, and 10 are needed.");

    /// <summary>The fragment shown first always wins: the pair's second where the pair was swapped.</summary>
    [Fact]
    public void Check_OfAnAnnotatorWhoAlwaysAnswersLeft_SaysHowOften()
    {
        var left = Enumerable.Range(0, 30).Select(i => Pair(new ComparisonVote(i % 3 == 0 ? Verdict.Second : Verdict.First, Swapped: i % 3 == 0)));

        Refused(left).ShouldStartWith("No reward can be fitted: 30 of 30 answers are for the fragment that was shown first.");
    }

    [Fact]
    public void Check_OfAnAnnotatorWhoAlwaysAnswersRight_NamesTheOtherSide() =>
        Refused(Enumerable.Range(0, 30).Select(i => Pair(new ComparisonVote(i % 2 == 0 ? Verdict.Second : Verdict.First, Swapped: i % 2 == 1))))
            .ShouldContain("30 of 30 answers are for the fragment that was shown second.");

    /// <summary>The pair's first always wins, and which side it was shown on was drawn: no fault.</summary>
    [Fact]
    public void Check_OfOneFragmentPreferredOnBothSides_Passes() =>
        AnswerChecks.Check([.. Enumerable.Range(0, 30).Select(i => Pair(new ComparisonVote(Verdict.First, Swapped: i % 2 == 0)))]);

    [Fact]
    public void ShareForFirst_OfSeveralVotes_LeavesOutThoseThatCannotCompare()
    {
        Pair(new(Verdict.First, false), new(Verdict.Second, true), new(Verdict.First, true), new(Verdict.CannotCompare, false)).ShareForFirst().ShouldBe(2.0 / 3);
        Pair(new(Verdict.Equal, false), new(Verdict.First, false)).ShareForFirst().ShouldBe(0.75);
        Pair(new ComparisonVote(Verdict.CannotCompare, false)).ShareForFirst().ShouldBeNull();
    }

    private static string Refused(IEnumerable<ComparedPair> pairs) => Should.Throw<WorkFailedException>(() => AnswerChecks.Check([.. pairs])).Message;

    private static IEnumerable<ComparedPair> Votes(Verdict verdict, int count) =>
        Enumerable.Range(0, count).Select(i => Pair(new ComparisonVote(verdict, Swapped: i % 2 == 0)));

    private static ComparedPair Pair(params ComparisonVote[] votes)
    {
        var fragment = new Fragment(new Artifact(default, 1), 0, 1);
        return new ComparedPair(new FragmentPair(fragment, fragment), votes);
    }
}
