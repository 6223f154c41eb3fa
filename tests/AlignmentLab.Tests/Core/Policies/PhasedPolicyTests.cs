using AlignmentLab.Artifacts;
using AlignmentLab.Core.Policies;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Policies;
using AlignmentLab.Randomness;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Policies;

public sealed class PhasedPolicyTests
{
    private static readonly Policy First = new LearnedPolicy(new Artifact(Sha256.Of([1]), 1));
    private static readonly Policy Second = new LearnedPolicy(new Artifact(Sha256.Of([2]), 1));
    private static readonly Policy Third = new UniformPolicy();

    [Fact]
    public async Task Act_InTurn_IsThePhasesThatTheStepIsIn()
    {
        var actor = await OpenAsync(new PhasedPolicy([new(First, 2), new(Second, 0), new(Second, 1)], Third));
        for (var episode = 0; episode < 2; episode++)
        {
            actor.Begin(new RandomStream(1, "acts").CreateGenerator());
            Acts(actor, 5).ShouldBe([0, 0, 1, 2, 2]);
        }
    }

    [Fact]
    public async Task Act_OfAPolicyWithTwoPhases_GoesOnWhereItWas()
    {
        var opened = 0;
        var actor = await OpenAsync(new PhasedPolicy([new(First, 1), new(Second, 1)], First), () => opened++);
        actor.Begin(new RandomStream(1, "acts").CreateGenerator());
        Acts(actor, 3).ShouldBe([0, 1, 0]);
        opened.ShouldBe(2);
    }

    [Fact]
    public async Task Distribution_BeforeAnAct_IsThatOfWhoseTurnItIs()
    {
        var actor = (IDistributionActor)await OpenAsync(new PhasedPolicy([new(First, 1)], Second));
        actor.Begin(new RandomStream(1, "acts").CreateGenerator());
        var probabilities = new double[3];
        actor.Distribution([0], probabilities);
        probabilities.ShouldBe([1, 0, 0]);
        Acts(actor, 1);
        actor.Distribution([0], probabilities);
        probabilities.ShouldBe([0, 1, 0]);
    }

    [Fact]
    public async Task Open_OfAPhaseOfFewerThanNoSteps_IsRefused() =>
        (await Should.ThrowAsync<InvalidInputException>(async () => await OpenAsync(new PhasedPolicy([new(First, -1)], Second)))).Message.ShouldContain("-1 steps");

    private static double[] Acts(IActor actor, int steps)
    {
        var (action, acts) = (new double[1], new List<double>());
        for (var step = 0; step < steps; step++)
        {
            actor.Act([step], action);
            acts.Add(action[0]);
        }

        return [.. acts];
    }

    private static ValueTask<IActor> OpenAsync(PhasedPolicy policy, Action? opened = null) => new PhasedPolicyOpener().OpenAsync(
        policy,
        ConstantActor.Scope(inner =>
        {
            opened?.Invoke();
            return inner == First ? 0 : inner == Second ? 1 : 2;
        }),
        CancellationToken.None);
}
