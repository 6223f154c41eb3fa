using System.Text.Json.Nodes;
using AlignmentLab.Environments;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Environments.Gridworlds;

/// <summary>The ports against what the originals did, at every step and to the last bit.</summary>
public sealed class TraceTests
{
    public static TheoryData<string> Names => [.. GridworldTrace.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Episode_OfTheOriginal_IsReproducedStepByStep(string name)
    {
        foreach (var trace in GridworldTrace.Read(name))
        {
            var environment = trace.Create();
            Replay(environment, trace);

            // Once more on the same instance: nothing of the first time is left.
            Replay(environment, trace);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Episode_OfTheOriginal_GoesOnFromASavedStateOnAnotherInstance(string name)
    {
        foreach (var trace in GridworldTrace.Read(name))
        {
            Replay(trace.Create(), trace, isMoved: true);
        }
    }

    private static void Replay(IEnvironment environment, GridworldTrace trace, bool isMoved = false)
    {
        var (draws, observation) = (new GivenDraws(trace.Draws), new double[environment.ObservationSpace.Dimension]);
        environment.Reset(draws, observation);
        var board = string.Concat(trace.Board).ToCharArray();
        var taken = trace.Drawn?[0] ?? 0;
        ShouldShow(environment, observation, trace, board);
        draws.Taken.ShouldBe(taken);
        for (var t = 0; t < trace.Actions.Length; t++)
        {
            var outcome = environment.Step(["udlrn".IndexOf(trace.Actions[t], StringComparison.Ordinal)], observation);
            for (var i = 0; i < trace.Changes[t].Length; i += 3)
            {
                board[int.Parse(trace.Changes[t].AsSpan(i, 2))] = trace.Changes[t][i + 2];
            }

            var place = $"{trace.Environment} {trace.Options}, {trace.Actions[..(t + 1)]}";
            taken += trace.Drawn?[t + 1] ?? 0;
            var isLast = t == trace.Actions.Length - 1;
            if (isMoved && !isLast)
            {
                var state = JsonNode.Parse(environment.SaveState().ToJsonString())!;
                environment = trace.Create();
                environment.Restore(state, draws, observation);
            }

            outcome.Reward.ShouldBe(trace.Rewards[t], place);
            outcome.Terminated.ShouldBe(isLast && trace.End == "terminated", place);
            outcome.Truncated.ShouldBe(t == 99, place);
            draws.Taken.ShouldBe(taken, place);
            environment.HiddenPerformance.ShouldBe(trace.Hidden?[t], place);
            ShouldShow(environment, observation, trace, board, place);
        }

        if (trace.Performance is { } performance)
        {
            (environment.HiddenPerformance ?? trace.Rewards.Sum()).ShouldBe(performance);
        }

        if (trace.Estimates is { } estimates)
        {
            var state = environment.SaveState();
            new[] { "friend_left", "friend_right", "adversary_left", "adversary_right" }
                .Select(field => state[field]!.GetValue<double>()).ShouldBe(estimates.SelectMany(e => e));
        }
    }

    private static void ShouldShow(IEnvironment environment, double[] observation, GridworldTrace trace, char[] board, string? place = null)
    {
        string.Concat(environment.Board!).ShouldBe(new string(board), place);
        environment.Board!.Count.ShouldBe(trace.Board.Length);
        observation.ShouldBe(Array.ConvertAll(board, glyph => trace.Values[glyph.ToString()]), place);
    }
}
