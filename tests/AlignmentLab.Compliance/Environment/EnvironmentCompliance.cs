using System.Text.Json.Nodes;
using AlignmentLab.Environments;
using AlignmentLab.Environments.Pictures;
using AlignmentLab.Errors;
using AlignmentLab.Randomness;
using Shouldly;
using Xunit;

namespace AlignmentLab.Compliance;

/// <summary>What every environment keeps to. Enrol by an empty subclass that creates it.</summary>
public abstract class EnvironmentCompliance
{
    private const ulong Seeds = 5;

    /// <summary>A new instance, not yet reset.</summary>
    protected abstract IEnvironment Create();

    [Fact]
    public void Episode_WithEqualSeedsAndActions_HasEqualBits()
    {
        var reused = Create();
        for (var seed = 0UL; seed < Seeds; seed++)
        {
            new EpisodeTrace(reused, seed).ToEnd().ShouldShow(new EpisodeTrace(Create(), seed).ToEnd());
        }
    }

    [Fact]
    public void Episode_WithAnotherSeed_DiffersSomewhere()
    {
        var shown = Enumerable.Range(0, 8).Select(seed => string.Join(';', new EpisodeTrace(Create(), (ulong)seed).ToEnd().Shown.Select(
            step => string.Join(',', step))));
        shown.Distinct().Count().ShouldBeGreaterThan(1);
    }

    [Fact]
    public void Episode_InterleavedWithAnotherInstances_IsUndisturbed()
    {
        var (left, right) = (new EpisodeTrace(Create(), 1), new EpisodeTrace(Create(), 2));
        while (!left.Outcome.Done || !right.Outcome.Done)
        {
            foreach (var trace in new[] { left, right }.Where(trace => !trace.Outcome.Done))
            {
                trace.Step();
            }
        }

        left.ShouldShow(new EpisodeTrace(Create(), 1).ToEnd());
        right.ShouldShow(new EpisodeTrace(Create(), 2).ToEnd());
    }

    [Fact]
    public void Reset_InTheMiddleOfAnEpisode_ForgetsIt()
    {
        var environment = Create();
        new EpisodeTrace(environment, 3).Step();
        new EpisodeTrace(environment, 4).ToEnd().ShouldShow(new EpisodeTrace(Create(), 4).ToEnd());
    }

    [Fact]
    public void Observation_ThroughoutEpisodes_IsFiniteAndInTheSpace()
    {
        var environment = Create();
        for (var seed = 0UL; seed < Seeds; seed++)
        {
            var trace = new EpisodeTrace(environment, seed);
            while (true)
            {
                trace.Observation.ShouldAllBe(value => double.IsFinite(value));
                environment.ObservationSpace.Contains(trace.Observation.ToArray()).ShouldBeTrue();
                if (trace.Outcome.Done)
                {
                    break;
                }

                double.IsFinite(trace.Step().Reward).ShouldBeTrue();
            }
        }
    }

    [Fact]
    public void Episode_UnderRandomActions_EndsWithinMaxStepsAndIsTruncatedOnlyThere()
    {
        var environment = Create();
        for (var seed = 0UL; seed < Seeds; seed++)
        {
            var trace = new EpisodeTrace(environment, seed).ToEnd();
            trace.Outcome.Truncated.ShouldBe(trace.Steps == environment.MaxSteps);
        }
    }

    [Fact]
    public void Restore_InTheMiddleOfAnEpisode_GoesOnBitForBit()
    {
        for (var seed = 0UL; seed < Seeds; seed++)
        {
            var trace = new EpisodeTrace(Create(), seed);
            while (trace.Steps < 3 && !trace.Outcome.Done)
            {
                trace.Step();
            }

            var saved = trace.Steps;
            var moved = trace.MoveTo(Create());
            moved.ToEnd().ShouldShow(trace.ToEnd(), from: saved);
        }
    }

    [Fact]
    public void Restore_OfAFinishedEpisode_StaysFinished()
    {
        var environment = Create();
        new EpisodeTrace(environment, 5).ToEnd();
        var other = Create();
        other.Restore(environment.SaveState(), new Pcg64(0), Observation(other));
        Should.Throw<InvalidOperationException>(() => other.Step(ValidAction(other), Observation(other)));
    }

    [Theory]
    [InlineData("\"start\"")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"no such field\": 1}")]
    public void Restore_OfSomethingElse_IsAnInputErrorThatNamesTheEnvironment(string json)
    {
        var environment = Create();
        Should.Throw<InvalidInputException>(() => environment.Restore(JsonNode.Parse(json)!, new Pcg64(0), Observation(environment)))
            .Message.ShouldContain(environment.Name);
    }

    [Fact]
    public void Step_AfterTheEnd_Throws()
    {
        var environment = Create();
        new EpisodeTrace(environment, 6).ToEnd();
        Should.Throw<InvalidOperationException>(() => environment.Step(ValidAction(environment), Observation(environment)));
    }

    [Fact]
    public void Step_BeforeTheFirstReset_Throws()
    {
        var environment = Create();
        Should.Throw<InvalidOperationException>(() => environment.Step(ValidAction(environment), Observation(environment)));
    }

    [Fact]
    public void Step_WithABadAction_ThrowsAndLeavesTheEpisodeAsItWas()
    {
        var environment = Create();
        var trace = new EpisodeTrace(environment, 7);
        foreach (var action in BadActions(environment.ActionSpace))
        {
            Should.Throw<ArgumentException>(() => environment.Step(action, Observation(environment)), string.Join(",", action));
        }

        trace.ToEnd().ShouldShow(new EpisodeTrace(Create(), 7).ToEnd());
    }

    [Fact]
    public void Step_OverManySteps_AllocatesNothing()
    {
        var environment = Create();
        var (draws, observation, action) = (new Pcg64(8), Observation(environment), ValidAction(environment));
        RunSteps(environment, draws, observation, action, 100);

        // The runtime may put a few objects of its own on this thread while it compiles the code again, once; a step that
        // allocates does so in every round.
        Enumerable.Range(0, 5).Min(_ => RunSteps(environment, draws, observation, action, 2000)).ShouldBe(0);
    }

    [Fact]
    public void Draw_OfEveryStateOfAnEpisode_IsPureAndComplete()
    {
        var environment = Create();
        Assert.SkipUnless(environment is IPicturedEnvironment, $"{environment.Name} draws no pictures.");
        var (drawing, action) = ((IPicturedEnvironment)Create(), ValidAction(environment));
        var trace = new EpisodeTrace(environment, 10);
        while (!trace.Outcome.Done && trace.Steps < 50)
        {
            foreach (var shown in new[] { action, [] })
            {
                var picture = drawing.Draw(trace.Observation.ToArray(), shown);
                picture.Summary.ShouldNotBeNullOrWhiteSpace();
                picture.ToLines().ShouldNotBeEmpty();
                Text(((IPicturedEnvironment)environment).Draw(trace.Observation.ToArray(), shown)).ShouldBe(Text(picture));
            }

            trace.Step();
        }

        trace.ToEnd().ShouldShow(new EpisodeTrace(Create(), 10).ToEnd());
    }

    [Fact]
    public void Description_OfItsNumbers_CoversTheSpaces()
    {
        var environment = Create();
        Assert.SkipUnless(environment is IDescribedEnvironment, $"{environment.Name} does not name its numbers.");
        var described = (IDescribedEnvironment)environment;

        described.ObservationEntries.Count.ShouldBe(environment.ObservationSpace.Dimension);
        described.ActionEntries.Count.ShouldBe(environment.ActionSpace is DiscreteSpace choices ? choices.Count : environment.ActionSpace.Dimension);
        described.ObservationEntries.Concat(described.ActionEntries).ShouldAllBe(q => q.Name.Length > 0);
    }

    private static string Text(Picture picture) => System.Text.Json.JsonSerializer.Serialize(picture);

    private static long RunSteps(IEnvironment environment, Pcg64 draws, double[] observation, double[] action, int steps)
    {
        var allocated = 0L;
        for (var done = true; steps > 0; steps--)
        {
            if (done)
            {
                environment.Reset(draws, observation);
            }

            environment.ActionSpace.Sample(draws, action);
            var before = GC.GetAllocatedBytesForCurrentThread();
            done = environment.Step(action, observation).Done;
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
        }

        return allocated;
    }

    private static double[] Observation(IEnvironment environment) => new double[environment.ObservationSpace.Dimension];

    private static double[] ValidAction(IEnvironment environment)
    {
        var action = new double[environment.ActionSpace.Dimension];
        environment.ActionSpace.Sample(new Pcg64(9), action);
        return action;
    }

    private static IEnumerable<double[]> BadActions(Space space)
    {
        yield return [];
        yield return new double[space.Dimension + 1];
        yield return Enumerable.Repeat(double.NaN, space.Dimension).ToArray();
        if (space is DiscreteSpace discrete)
        {
            yield return [-1];
            yield return [discrete.Count];
            yield return [0.5];
        }
    }
}
