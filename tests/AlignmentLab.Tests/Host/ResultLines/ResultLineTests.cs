using System.Text.Json;
using System.Text.Json.Nodes;
using AlignmentLab.Algorithms;
using AlignmentLab.Core.Differences;
using AlignmentLab.Core.Replay;
using AlignmentLab.Core.Runs;
using AlignmentLab.Core.Runs.Execution;
using AlignmentLab.Core.Verify;
using AlignmentLab.Environments;
using AlignmentLab.Events;
using AlignmentLab.Host.Bench;
using AlignmentLab.Host.ResultLines;
using AlignmentLab.Host.Runs;
using AlignmentLab.Host.Terminal;
using AlignmentLab.Host.Traces;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Host.ResultLines;

/// <summary>The lines that scripts read. Fields may be added; a changed or missing one breaks somebody's script.</summary>
public sealed class ResultLineTests
{
    private static readonly Sha256 Hash = Sha256.Parse(new string('a', 64));
    private static readonly RunId Run = new("dagger-cartpole-abc234");

    [Fact]
    public void RunLine_IsTheContracts() => Written(RunLine.Of(Result(1.5, RunStatus.Completed))).ShouldBe(
        $$$"""{"run":"dagger-cartpole-abc234","status":"completed","events":7,"digest":"{{{Hash}}}","root":"{{{Hash}}}","metrics":{"return":1.5},"incidents":2,"reason":null}""");

    [Fact]
    public void ReplayLine_Identical_HasNullDivergence() => Written(ReplayLine.Of(new ReplayReport(Run, ReplayLevel.Decisions, 9, 9, null, null, true))).ShouldBe(
        """{"run":"dagger-cartpole-abc234","level":"decisions","outcome":"identical","effects":9,"decisions":9,"repeated":null,"ended":true,"inherited":null,"fromLog":null,"withheld":null,"sample":null,"parent":null,"parentCompared":null,"divergence":null,"certificate":null}""");

    [Fact]
    public void ReplayLine_Diverged_NamesThePlace() =>
        Written(ReplayLine.Of(new ReplayReport(Run, ReplayLevel.Effects, 9, 9, 3, new ReplayDivergence(5, "this", "that"), true))).ShouldEndWith(
            """
            ,"divergence":{"version":5,"expected":"this","actual":"that"},"certificate":null}
            """);

    [Fact]
    public void ReplayLine_OfASample_SaysWhichAndHowSurely() =>
        Written(ReplayLine.Of(new ReplayReport(Run, ReplayLevel.Effects, 9, 9, 2, null, true) { Sample = new JobSample(0.5, 17, 4, 2), Inherited = 3, FromLog = 1 })).ShouldContain(
            """
            "inherited":3,"fromLog":1,"withheld":null,"sample":{"share":0.5,"seed":17,"of":4,"repeated":2,"caughtSingle":0.5,"caughtOneInTen":0.5,"caughtShare":0.75}
            """);

    [Fact]
    public void DiffLine_ShowsBothSidesOfEachField()
    {
        var submitted = new RunSubmitted("a", "s", NoOverrides, 0, new AlgorithmRef("dagger", 1, []), new EnvironmentRef("CartPole-v1", []), null, [], new(), new(), "managed/1", []);
        var left = new ComparedRun(Run, RunStatus.Completed, submitted, Hash, 10, 4, TimeSpan.FromSeconds(2), 1);
        var right = left with { Run = new RunId("b"), ExpertQueries = 12, Incidents = 0 };
        var call = new CallId("3/label");
        var field = new JsonDifference("x", JsonSerializer.SerializeToElement(1), null);

        Written(DiffLine.Of(new RunComparison(
            left, right, [field], 2, new RunParting(PartingKind.OnlyLeft, new PartingSide(call, "labels-requested.v1", 7), null, []), [new ComparedMetric("return", 1, 3)], ["shift"], []))).ShouldBe(
            $$$"""{"left":{"run":"dagger-cartpole-abc234","status":"completed","digest":"{{{Hash}}}","parent":null,"expertQueries":10,"effects":4,"wallClock":2,"incidents":1},"""
            + $$$"""
            "right":{"run":"b","status":"completed","digest":"{{{Hash}}}","parent":null,"expertQueries":12,"effects":4,"wallClock":2,"incidents":0},
            """
            + """
            "outcome":"different","sameAlgorithm":true,"sameEnvironment":true,"definition":[{"path":"x","left":1,"right":null}],"shared":2,"parting":{"kind":"only-left","left":{"call":"3/label","type":"labels-requested.v1","version":7},"right":null,"fields":[]},"metrics":[{"name":"return","left":1,"right":3,"difference":2}],"incidentsOnlyLeft":["shift"],"incidentsOnlyRight":[]}
            """);
    }

    [Fact]
    public void VerifyLine_Broken_ListsWhere() => Written(VerifyLine.Of(new VerifyReport(2, 10, 4, 1, 0, null, [new BrokenEvent(new StreamId("run-x"), 3, "changed")]))).ShouldBe(
        """{"outcome":"broken","streams":2,"events":10,"artifacts":4,"removed":1,"imports":0,"log":null,"broken":[{"stream":"run-x","version":3,"reason":"changed","position":null}]}""");

    [Fact]
    public void SetLine_TwoSeeds_HasMeanAndInterval() =>
        Written(RunSetSummary.Of("abc234", [(Result(1, RunStatus.Completed), NoOverrides), (Result(3, RunStatus.Completed), NoOverrides)])).ShouldStartWith(
            """{"set":"abc234","runs":2,"status":"completed","completed":2,"failed":0,"cancelled":0,"metrics":{"return":{"mean":2,"low":-10.70""");

    [Fact]
    public void BenchEnd_IsTheFigureThatDoesWorstBesideItsBaseline() => Written(BenchEnd.Of(
        "append", [BenchRow.Alone("heap", "MiB", 9), BenchRow.Beside("a", "events/s", 8, 10), BenchRow.Beside("b", "events/s", 5, 10)])).ShouldStartWith(
        """{"name":"append","figure":"b","unit":"events/s","value":5,"baseline":10,"ratio":0.5,"rows":[{"name":"heap",""");

    [Fact]
    public void StopLine_IsTheContracts() => Written(new StopLine(Run, RunStatus.Running, Requested: true)).ShouldBe(
        """{"run":"dagger-cartpole-abc234","status":"running","requested":true}""");

    [Fact]
    public void TraceLines_AreTheContracts()
    {
        Written(new TraceStep(1, [0.1, -2], ["#A#"], -1, false, true)).ShouldBe(
            """{"step":1,"observation":[0.1,-2],"board":["#A#"],"reward":-1,"terminated":false,"truncated":true}""");
        Written(new TraceEnd(-1, null, new TraceStart([0.5], null), 3)).ShouldBe(
            """{"return":-1,"hiddenPerformance":null,"start":{"observation":[0.5],"board":null},"actionsLeft":3}""");
    }

    private static IReadOnlyDictionary<string, JsonNode?> NoOverrides { get; } = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);

    private static RunResult Result(double value, RunStatus status) =>
        new(Run, status, 7, Hash, Hash, new Dictionary<string, double>(StringComparer.Ordinal) { ["return"] = value }, 2);

    private static string Written(object line)
    {
        using var results = new StringWriter();
        new Output(new Streams(results, TextWriter.Null, false, false), json: true).Line(line);
        return results.ToString().TrimEnd();
    }
}
