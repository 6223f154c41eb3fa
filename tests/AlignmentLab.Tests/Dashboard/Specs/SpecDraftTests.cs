using AlignmentLab.Dashboard.Specs;
using AlignmentLab.Errors;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Dashboard.Specs;

public sealed class SpecDraftTests
{
    [Fact]
    public void Submission_OfADraft_IsWhatTheCommandLineWouldSend()
    {
        var draft = new SpecDraft { Text = "name: x", Settings = " options.rounds=5 \n\r\n expert.name=human\n", Seeds = SeedChoice.One, Number = 7 };

        var submission = draft.Submission("mira");

        (submission.Text, submission.Source, submission.Seed, submission.Author).ShouldBe(("name: x", "spec.yaml", 7UL, "mira"));
        submission.Settings.ShouldBe(["options.rounds=5", "expert.name=human"]);
    }

    [Fact]
    public void Preview_SoManySeeds_AreASetting()
    {
        var preview = new SpecDraft { Text = "name: x", Seeds = SeedChoice.Several, Number = 4 }.Preview();

        preview.Seed.ShouldBeNull();
        preview.Settings.ShouldBe(["seeds=4"]);
    }

    [Fact]
    public void Preview_OfWhatIsTooLong_SaysSoAndKeepsIt()
    {
        var draft = new SpecDraft { Text = new string('x', SpecDraft.MostText + 1) };

        Should.Throw<InvalidInputException>(draft.Preview).Message.ShouldContain("more than 100,000 characters");
        draft.Text.Length.ShouldBe(SpecDraft.MostText + 1);
        Should.Throw<InvalidInputException>(new SpecDraft { Text = "x", Settings = new string('x', SpecDraft.MostSettings + 1) }.Preview);
        Should.Throw<InvalidInputException>(new SpecDraft { Text = "x", Seeds = SeedChoice.One, Number = -1 }.Preview).Message.ShouldBe("A seed is 0 or more.");
    }

    [Fact]
    public void Replace_ThenGoBack_GivesTheTextAgain()
    {
        var draft = new SpecDraft();
        draft.Replace("name: a", "a.yaml");
        draft.CanGoBack.ShouldBeFalse("there was none");

        draft.Replace("name: b", null);
        (draft.Text, draft.Source, draft.CanGoBack).ShouldBe(("name: b", "spec.yaml", true));
        draft.GoBack();

        (draft.Text, draft.CanGoBack).ShouldBe(("name: a", false));
    }

    [Fact]
    public void Faults_OfAMessage_StandBesideTheirLines()
    {
        var faults = SpecFault.Of("my: spec.yaml:2: no such thing.\nspec.yaml:3:5: odd.\nmy: spec.yaml:99: beyond.\n--set x: no.", "spec.yaml", "name: x\r\nalgorithm: y\r\n  odd: [");
        faults.Select(f => (f.Line, f.Text)).ShouldBe([(null, ""), (3, "odd: ["), (null, ""), (null, "")]);

        SpecFault.Of("my: spec.yaml:2: no such thing.", "my: spec.yaml", "name: x\nalgorithm: y").ShouldHaveSingleItem().ShouldBe(new SpecFault("my: spec.yaml:2: no such thing.", 2, "algorithm: y"));
    }
}
