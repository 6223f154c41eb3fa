using AlignmentLab.Judges;
using AlignmentLab.Randomness;
using AlignmentLab.RewardModeling;
using AlignmentLab.Trajectories;
using Autofac;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.RewardModeling;

public sealed class JudgeTests
{
    private readonly IContainer _container = Build();

    [Theory]
    [InlineData(0, 1, Verdict.Second)]
    [InlineData(1, 0, Verdict.First)]
    [InlineData(1, 1, Verdict.Equal)]
    public void VisibleReturn_OfTwoFragments_PrefersTheHigher(double first, double second, Verdict verdict) =>
        Compare("visible-return", "{}", first, second, 1).ShouldAllBe(v => v == verdict);

    [Fact]
    public void VisibleReturn_WithinItsIndifference_CallsThemEqual() =>
        Compare("visible-return", """{"indifference":0.5}""", 1, 1.4, 1).ShouldBe([Verdict.Equal]);

    /// <summary>Expected: (1 - error) / (1 + exp(-rate lead)) + error / 2.</summary>
    [Theory]
    [InlineData("""{"rate":1,"error":0}""", 1, 0, 0.7310586)]
    [InlineData("""{"rate":1,"error":0.1}""", 1, 0, 0.7079527)]
    [InlineData("""{"rate":0,"error":0}""", 5, 0, 0.5)]
    [InlineData("""{"rate":1000,"error":0.1}""", 0, 5, 0.05)]
    [InlineData("""{"rate":1000000,"error":0}""", 0, 1000, 0)]
    public void Boltzmann_OverManyPairs_PrefersTheFirstAsOftenAsItsModelSays(string options, double first, double second, double share)
    {
        const int Pairs = 20_000;

        var preferred = Compare("boltzmann", options, first, second, Pairs).Count(v => v == Verdict.First);

        // Five standard errors.
        ((double)preferred / Pairs).ShouldBe(share, (5 * Math.Sqrt(share * (1 - share) / Pairs)) + 1e-9);
    }

    [Fact]
    public void TrajectoryFragment_BeyondItsTrajectory_IsRefused()
    {
        Should.Throw<ArgumentException>(() => new TrajectoryFragment(Steps(1), 1, 1));
        Should.Throw<ArgumentException>(() => new TrajectoryFragment(Steps(1), -1, 1));
        Should.Throw<ArgumentException>(() => new TrajectoryFragment(Steps(1), 0, 0));
    }

    private IEnumerable<Verdict> Compare(string name, string options, double first, double second, int times)
    {
        var factory = _container.Resolve<IEnumerable<IJudgeFactory>>().Single(j => j.Name == name);
        var judge = (IScriptedComparer)factory.Create(System.Text.Json.JsonSerializer.Deserialize(options, factory.OptionsType, AlignmentLab.Serialization.EventJson.Options)!);
        var (left, right) = (new TrajectoryFragment(Steps(first), 0, 1), new TrajectoryFragment(Steps(second), 0, 1));
        return Enumerable.Range(0, times).Select(i => judge.Compare(left, right, new RandomStream(5, $"{i}").CreateGenerator()));
    }

    private static Trajectory Steps(params double[] rewards) => new(rewards.Length, 1, new double[rewards.Length + 1], 1, new double[rewards.Length], rewards);

    private static IContainer Build()
    {
        var builder = new ContainerBuilder();
        builder.RegisterModule<RewardModelingModule>();
        return builder.Build();
    }
}
