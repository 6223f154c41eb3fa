using AlignmentLab.Environments;
using AlignmentLab.Environments.NestedText;
using AlignmentLab.Environments.Pictures;
using AlignmentLab.Randomness;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Environments.NestedText;

public sealed class NestedTextTests
{
    private static readonly NestedTextFactory Factory = new();

    [Theory]
    [InlineData("u(av[cwxC]yzA)u", "")]
    [InlineData("((aabA)", "(ab")]
    [InlineData("(x", "x")]
    [InlineData("(abA]", "b]")]
    [InlineData("(auB)", "B")]
    [InlineData("A)", "A)")]
    [InlineData("(a)", ")")]
    [InlineData("(aAu", "u")]
    [InlineData("(aAu)", "u)")]
    [InlineData("(a(b(c(d(u", "(")]
    public void Step_OfEachCharacter_CostsWhereItBreaksARule(string text, string broken)
    {
        var environment = Factory.Create(new NestedTextOptions());
        var observation = new double[environment.ObservationSpace.Dimension];
        environment.Reset(new Pcg64(1), observation);
        var costly = "";
        foreach (var character in text)
        {
            costly += environment.Step([Characters.IndexOf(character, StringComparison.Ordinal)], observation).Reward < 0 ? character : "";
        }

        costly.ShouldBe(broken);
        observation.Count(o => o >= 0).ShouldBe(text.Length + 1);
    }

    [Fact]
    public void Restore_InMidText_GoesOnByTheSameRules()
    {
        var (first, second) = (Factory.Create(new NestedTextOptions()), Factory.Create(new NestedTextOptions()));
        var observation = new double[41];
        first.Reset(new Pcg64(1), observation);
        foreach (var character in "[b(d")
        {
            first.Step([Characters.IndexOf(character, StringComparison.Ordinal)], observation);
        }

        second.Restore(first.SaveState(), new Pcg64(2), observation);
        foreach (var (character, reward) in "D)B]".Zip([0, 0, 0, 0]))
        {
            second.Step([Characters.IndexOf(character, StringComparison.Ordinal)], observation).Reward.ShouldBe(reward);
        }
    }

    [Fact]
    public void Draw_OfAText_ShowsWhatBreaksTheRules()
    {
        var environment = (IPicturedEnvironment)Factory.Create(new NestedTextOptions());
        double[] observation = [20, 0, 6, 4, .. Enumerable.Repeat(-1.0, 37)];
        var picture = (Passage)environment.Draw(observation, [11]);
        string.Concat(picture.Words.Select(w => w.Text)).ShouldBe("(a]B");
        picture.Words.Select(w => w.Tone).ShouldBe([Tone.Part, Tone.Part, Tone.Danger, Tone.Danger]);
        picture.Summary.ShouldBe("3 of 40 characters, 1 of them against the rules.");
    }

    private const string Characters = "([{)]}abcdABCDuvwxyz";
}
