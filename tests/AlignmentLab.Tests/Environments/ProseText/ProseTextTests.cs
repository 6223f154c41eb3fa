using AlignmentLab.Environments.ProseText;
using AlignmentLab.Experts;
using AlignmentLab.Environments;
using AlignmentLab.Randomness;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Environments.ProseText;

public sealed class ProseTextTests
{
    private const string Characters = " abcdefghijklmnopqrstuvwxyz,.";

    /// <summary>What is no beginning of a word costs once a word; so does a space after what is none, and one after another.</summary>
    [Theory]
    [InlineData("we hold these truths to be self evident, that", "")]
    [InlineData("zebra we", "z")]
    [InlineData("wx we", "x")]
    [InlineData("trut we", " ")]
    [InlineData("we  hold", " ")]
    [InlineData("qqq.qq. qu earth.", "qq")]
    public void Step_OfEachCharacter_CostsWhereItMakesNoWord(string text, string broken)
    {
        var (environment, observation) = Begin();
        var costly = "";
        foreach (var character in text)
        {
            costly += environment.Step([Characters.IndexOf(character, StringComparison.Ordinal)], observation).Reward < 0 ? character : "";
        }

        costly.ShouldBe(broken);
    }

    [Theory]
    [InlineData("four ", "s", 1)]
    [InlineData("four sc", "o", 1)]
    [InlineData("four score", " ", 1)]
    [InlineData("created ", "e", 1)]
    [InlineData("xylophone ", "z", 0)]
    [InlineData("xq", " ", 1)]
    public void Distribution_AfterAWord_IsOfThoseThatFollowIt(string text, string next, double expected)
    {
        var (environment, observation) = Begin();
        foreach (var character in text)
        {
            environment.Step([Characters.IndexOf(character, StringComparison.Ordinal)], observation);
        }

        var probabilities = new double[Characters.Length];
        ((IDistributionExpert)new ProseTextWriterFactory().Create(new NoOptions(), environment)).Distribution(observation, probabilities);

        probabilities[Characters.IndexOf(next, StringComparison.Ordinal)].ShouldBe(expected, 1e-12);
        probabilities.Sum().ShouldBe(1, 1e-12);
    }

    private static (IEnvironment Environment, double[] Observation) Begin()
    {
        var environment = new ProseTextFactory().Create(new ProseTextOptions());
        var observation = new double[environment.ObservationSpace.Dimension];
        environment.Reset(new Pcg64(1), observation);
        return (environment, observation);
    }
}
