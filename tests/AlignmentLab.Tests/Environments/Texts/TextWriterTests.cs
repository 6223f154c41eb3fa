using AlignmentLab.Environments;
using AlignmentLab.Environments.NestedText;
using AlignmentLab.Environments.ProseText;
using AlignmentLab.Experts;
using AlignmentLab.Randomness;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Environments.Texts;

/// <summary>Writers of texts whose probabilities are known.</summary>
public sealed class TextWriterTests
{
    [Fact]
    public void NestedTextWriter_FromAnyTextOn_BreaksNoRule() => CheckWriter(new NestedTextFactory(), new NestedTextOptions(), new NestedTextWriterFactory());

    [Fact]
    public void ProseTextWriter_FromAnyTextOn_BreaksNoRule() => CheckWriter(new ProseTextFactory(), new ProseTextOptions(), new ProseTextWriterFactory());

    private static void CheckWriter(IEnvironmentFactory factory, object options, IScriptedExpertFactory writers)
    {
        var (horizon, characters) = (factory.Create(options).MaxSteps, ((DiscreteSpace)factory.Create(options).ActionSpace).Count);
        var property = Prop.ForAll(
            Gen.Choose(0, characters - 1).ListOf().Select(l => l.Take(horizon - 10).ToArray()).ToArbitrary(), Gen.Choose(0, 1_000_000).ToArbitrary(), (start, seed) =>
            {
                var (environment, writer) = (factory.Create(options), writers.Create(new NoOptions(), factory.Create(options)));
                var (observation, action, probabilities) = (new double[horizon + 1], new double[1], new double[characters]);
                environment.Reset(new Pcg64(1), observation);
                foreach (var character in start)
                {
                    environment.Step([character], observation);
                }

                writer.Begin(new Pcg64((ulong)seed));
                for (var i = start.Length; i < horizon; i++)
                {
                    ((IDistributionExpert)writer).Distribution(observation, probabilities);
                    probabilities.Sum().ShouldBe(1, 1e-12);
                    writer.Act(observation, action);
                    probabilities[(int)action[0]].ShouldBeGreaterThan(0);
                    environment.Step(action, observation).Reward.ShouldBe(0);
                }
            });
        property.Check(Config.QuickThrowOnFailure.WithReplay(7, 11));
    }
}
