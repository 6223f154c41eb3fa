using AlignmentLab.Core.Runs.Schema;
using AlignmentLab.Imitation.DatasetAggregation;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Schema;

public sealed class OptionListTests
{
    private static readonly IReadOnlyList<OptionDescription> Options = OptionList.Of(typeof(DAggerOptions), new OptionDocumentation());

    [Fact]
    public void Of_AnOptionInsideAnOption_StandsUnderItsPath()
    {
        Options.Single(o => o.Path == "learner.optimizer.learningRate").Default!.GetValue<double>().ShouldBe(0.001);
        Options.Single(o => o.Path == "learner.model.hidden").Type.ShouldBe("list of whole numbers");
        Options.ShouldNotContain(o => o.Path == "learner");
    }

    [Fact]
    public void Of_AnOptionWithoutADefault_IsListedAllTheSame()
    {
        var labels = Options.Single(o => o.Path == "labels");

        (labels.Type, labels.Default).ShouldBe(("whole number", null));
    }

    [Fact]
    public void Of_AChoice_NamesItsValuesAsASpecWritesThem() =>
        Options.Single(o => o.Path == "beta.kind").Type.ShouldBe("indicator | exponential | linear | constant");

    [Fact]
    public void Of_ADocumentedOption_SaysWhatItMeansAndItsRange() =>
        Options.ShouldAllBe(o => o.Meaning != null && o.Meaning.Length > 0);
}
