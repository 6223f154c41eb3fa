using System.Text;
using AlignmentLab.Algorithms;
using AlignmentLab.Core.Projections;
using AlignmentLab.Events;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Projections;

public sealed class RolloutReturnsTests
{
    [Fact]
    public void Take_RolloutsOfTheLearnerAndOfReferences_KeepsTheLearnersOnly()
    {
        var returns = new RolloutReturns();
        Play(returns, "1/rollout", "expert.v1", """{"result":{"return":500},"hidden":{"performance":9}}""");
        Play(returns, "2/rollout", "learned.v1", """{"result":{"return":20},"hidden":{"performance":-3.5}}""");
        Play(returns, "3/rollout", "uniform.v1", """{"result":{"return":1}}""");
        Play(returns, "4/rollout", "mixture.v1", """{"result":{"return":30},"hidden":{"performance":-4.5}}""");

        var view = returns.View()!;

        view.Visible.Points.Select(p => (p.X, p.Mean)).ShouldBe([(1, 20), (2, 30)]);
        view.Hidden!.Points.Select(p => (p.X, p.Mean)).ShouldBe([(1, -3.5), (2, -4.5)]);
    }

    [Fact]
    public void Take_EvaluationWithHiddenPerformanceOfEachEpisode_TakesTheirMean()
    {
        var returns = new RolloutReturns();
        returns.Take(Event("evaluation-completed.v1", "1/evaluate", """{"result":{"returns":[1,3],"mean":2},"hidden":{"performance":[4,8]}}"""));

        returns.View()!.Hidden!.Last.ShouldBe(6);
    }

    [Fact]
    public void View_EnvironmentThatTellsNoHiddenPerformance_HasNone()
    {
        var returns = new RolloutReturns();
        returns.View().ShouldBeNull();
        returns.Take(Event("rollout-recorded.v1", "1/rollout", """{"result":{"return":20}}"""));

        returns.View()!.Hidden.ShouldBeNull();
    }

    private static void Play(RolloutReturns returns, string call, string policy, string outcome)
    {
        returns.Take(Event("rollout-requested.v1", call, $$$"""{"policy":{"kind":"{{{policy}}}"}}"""));
        returns.Take(Event("rollout-recorded.v1", call, outcome));
    }

    private static RecordedEvent Event(string type, string call, string data) => new(
        new RunId("r").Stream, 1, 1, default, type, new CallId(call), Encoding.UTF8.GetBytes(data), default, "a", null, default, default);
}
