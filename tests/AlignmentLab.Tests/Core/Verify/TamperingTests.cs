using AlignmentLab.Algorithms;
using AlignmentLab.Core.Replay;
using AlignmentLab.Core.Verify;
using AlignmentLab.Events;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Verify;

/// <summary>Attacks on the files of a real lab. Each must be caught, and the report must name where.</summary>
public sealed class TamperingTests(RecordedLab recorded) : IClassFixture<RecordedLab>
{
    [Fact]
    public async Task Verify_UntouchedLab_IsIntactAndSigned()
    {
        using var lab = recorded.Copy();

        var report = await lab.VerifyAsync();

        report.Broken.ShouldBeEmpty();
        report.Artifacts.ShouldBeGreaterThan(4);
        report.Log!.Beyond.ShouldBe(0);
        report.Log.Checkpoints.ShouldBe(2);
    }

    /// <summary>Every column of the first, a middle and the last event of a run.</summary>
    [Fact]
    public async Task Verify_OneBitFlippedInAnyColumn_IsCaught()
    {
        using var lab = recorded.Copy();
        var stream = Stream(lab);
        var columns = lab.Query("PRAGMA table_info(events)", 2).Select(c => c[1]!).ToList();
        columns.Count.ShouldBeGreaterThan(10);
        var length = int.Parse(lab.Scalar($"SELECT count(*) FROM events WHERE stream = {Number(lab, stream)}")!);
        foreach (var version in (int[])[0, length / 2, length - 1])
        {
            var position = lab.Scalar($"SELECT position FROM events WHERE stream = {Number(lab, stream)} AND version = {version}");
            foreach (var column in columns)
            {
                foreach (var bit in (int[])[0, 5, 30])
                {
                    await FlipAsync(lab, stream, position!, column, bit);
                }
            }
        }

        (await lab.VerifyAsync()).Intact.ShouldBeTrue("every flip was taken back");
    }

    [Fact]
    public async Task Verify_TwoEventsSwapped_NamesTheFirst()
    {
        using var lab = recorded.Copy();
        var (stream, id) = (Stream(lab), Number(lab, Stream(lab)));
        var (first, second) = (Position(lab, id, 5), Position(lab, id, 6));
        lab.Sql($"UPDATE events SET position = -1 WHERE position = {first}; UPDATE events SET position = {first} WHERE position = {second}; UPDATE events SET position = {second} WHERE position = -1;");

        await CaughtAsync(lab, stream, 5);
    }

    [Fact]
    public async Task Verify_OneEventDeleted_NamesIt()
    {
        using var lab = recorded.Copy();
        var (stream, id) = (Stream(lab), Number(lab, Stream(lab)));
        lab.Sql($"DELETE FROM events WHERE stream = {id} AND version = 5");

        await CaughtAsync(lab, stream, 5);
    }

    [Fact]
    public async Task Verify_TailCutAndHeadMended_IsCaughtByTheSignedLog()
    {
        using var lab = recorded.Copy();
        var (stream, id) = (Stream(lab), Number(lab, Stream(lab)));
        var events = await lab.EventsAsync(stream);
        var last = events[^1].Version;
        CutTail(lab, stream, events[^2]);

        var report = await lab.VerifyAsync();

        report.Broken.ShouldContain(b => b.Stream == stream && b.Version == last && b.Reason.Contains("the signed log has version"));
    }

    [Fact]
    public async Task Verify_EventInserted_IsCaught()
    {
        using var lab = recorded.Copy();
        var (stream, id) = (Stream(lab), Number(lab, Stream(lab)));
        var columns = string.Join(", ", lab.Query("PRAGMA table_info(events)", 2).Select(c => c[1]!).Where(c => c is not ("position" or "version" or "id")));
        lab.Sql($"INSERT INTO events (position, version, id, {columns}) SELECT (SELECT max(position) + 1 FROM events), 6, randomblob(16), {columns} FROM events WHERE stream = {id} AND version = 6");

        (await lab.VerifyAsync()).Broken.ShouldContain(b => b.Stream == stream);
    }

    [Fact]
    public async Task Verify_StreamRenamed_IsCaughtUnderBothNames()
    {
        using var lab = recorded.Copy();
        var stream = Stream(lab);
        lab.Sql($"UPDATE streams SET name = 'run-harmless' WHERE name = '{stream}'");

        await CaughtAsync(lab, new StreamId("run-harmless"), 0);
        (await lab.VerifyAsync()).Broken.ShouldContain(b => b.Stream == stream && b.Reason.Contains("deleted or renamed"));
    }

    [Fact]
    public async Task Verify_WholeStreamDeleted_IsCaught()
    {
        using var lab = recorded.Copy();
        var (stream, id) = (Stream(lab), Number(lab, Stream(lab)));
        lab.Sql($"DELETE FROM events WHERE stream = {id}; DELETE FROM streams WHERE id = {id}; DELETE FROM spans WHERE stream = {id}");

        (await lab.VerifyAsync()).Broken.ShouldContain(b => b.Stream == stream && b.Reason.Contains("deleted or renamed"));
    }

    [Fact]
    public async Task Verify_TimestampChanged_NamesTheEvent()
    {
        using var lab = recorded.Copy();
        var (stream, id) = (Stream(lab), Number(lab, Stream(lab)));
        lab.Sql($"UPDATE events SET recorded_at = recorded_at + 1000000 WHERE stream = {id} AND version = 7");

        await CaughtAsync(lab, stream, 7);
    }

    [Fact]
    public async Task Verify_ArtifactSwappedForAnotherValidOne_NamesTheEventThatRefersToIt()
    {
        using var lab = recorded.Copy();
        var blobs = Directory.EnumerateFiles(Path.Combine(lab.Path, "blobs"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Take(2).ToList();
        File.Copy(blobs[1], blobs[0], overwrite: true);

        (await lab.VerifyAsync()).Broken.ShouldHaveSingleItem().Reason.ShouldContain(Path.GetFileName(blobs[0]));
    }

    [Fact]
    public async Task Verify_ArtifactRemoved_IsCaught()
    {
        using var lab = recorded.Copy();
        var blob = Directory.EnumerateFiles(Path.Combine(lab.Path, "blobs"), "*", SearchOption.AllDirectories).First();
        File.Delete(blob);

        (await lab.VerifyAsync()).Broken.ShouldHaveSingleItem().Reason.ShouldContain("is missing");
    }

    [Fact]
    public async Task Verify_ChainComputedAnewOverAnEditedEvent_IsCaughtByTheSignedLog()
    {
        using var lab = recorded.Copy();
        var stream = Stream(lab);
        await lab.RewriteAsync(stream, 4, data => data.Replace("\"steps\":200", "\"steps\":199").Replace("}", " }"));

        var report = await lab.VerifyAsync();

        report.Broken.ShouldHaveSingleItem().Stream.ShouldBe(stream);
        report.Broken[0].Reason.ShouldContain("rewritten after it was signed");
    }

    [Fact]
    public async Task Verify_SignedLogRewrittenAsWell_IsCaughtByTheSignature()
    {
        using var lab = recorded.Copy();
        await lab.RewriteAsync(new StreamId("transparency"), 0, data => data.Replace("\"version\":", "\"version\":1"));

        (await lab.VerifyAsync()).Broken.ShouldContain(b => b.Stream == new StreamId("transparency") && b.Version == 0 && b.Reason.Contains("another root"));
    }

    [Fact]
    public async Task Verify_LabSetBackToAnEarlierCopy_IsCaughtByTheCheckpointKeptElsewhere()
    {
        using var earlier = recorded.Copy();
        using var later = recorded.Copy();
        await later.WithAsync(lab => lab.RunAsync("{ name: more, algorithm: behavioral-cloning, environment: Pendulum-v1, options: { labels: 20, evaluationEpisodes: 1 } }"));
        var kept = File.ReadAllText(later.Checkpoint);

        (await later.VerifyAsync(kept)).Intact.ShouldBeTrue();
        (await earlier.VerifyAsync()).Intact.ShouldBeTrue();
        (await earlier.VerifyAsync(kept)).Broken.ShouldHaveSingleItem().Reason.ShouldContain("cut off, or it is an older copy");
    }

    [Fact]
    public async Task Verify_EverythingCutBackConsistently_IsCaughtByTheCheckpointBesideTheLog()
    {
        using var earlier = recorded.Copy();
        using var later = recorded.Copy();
        await later.WithAsync(lab => lab.RunAsync("{ name: more, algorithm: behavioral-cloning, environment: Pendulum-v1, options: { labels: 20, evaluationEpisodes: 1 } }"));
        File.Copy(earlier.Log, later.Log, overwrite: true);

        (await later.VerifyAsync()).Broken.ShouldContain(b => b.Reason.Contains("the checkpoint beside the log"));
    }

    [Fact]
    public async Task Verify_AnotherLabUnderItsOwnKey_IsCaughtByTheCheckpointKeptElsewhere()
    {
        using var lab = recorded.Copy();
        var kept = File.ReadAllText(lab.Checkpoint);
        RemoveSignatures(lab);

        await lab.WithAsync(async l => await l.Mediator.Send(new AlignmentLab.Core.Transparency.SignLog()));

        (await lab.VerifyAsync(kept)).Broken.ShouldContain(b => b.Reason.Contains("the given checkpoint: it is not signed by"));
    }

    [Fact]
    public async Task Replay_OfAResultForgedInAJobsName_IsCaughtByTheEffectsTierAlone()
    {
        using var lab = recorded.Copy();
        var stream = Stream(lab);
        var run = RunId.Of(stream);
        var evaluation = (await lab.EventsAsync(stream)).Last(e => e.Type == "evaluation-completed.v1");
        await lab.RewriteAsync(stream, evaluation.Version, data => data.Replace("\"returns\":[-", "\"returns\":[-0.5,-", StringComparison.Ordinal).Replace(",-0.5", "", StringComparison.Ordinal));

        (await lab.WithAsync(l => l.Mediator.Send(new ReplayRun(run, ReplayLevel.Log)))).Divergence!.Actual.ShouldContain("its events have", customMessage: "the digest in the ending is the old one");

        await RewriteEndingAsync(lab, stream);

        (await lab.WithAsync(l => l.Mediator.Send(new ReplayRun(run, ReplayLevel.Log)))).Identical.ShouldBeTrue("chain and digest were computed anew");
        var report = await lab.WithAsync(l => l.Mediator.Send(new ReplayRun(run, ReplayLevel.Effects)));
        report.Divergence!.Version.ShouldBe(evaluation.Version);
    }

    [Theory]
    [InlineData("\"metrics\":{\"", "\"metrics\":{\"reward\":1,\"", "says reward 1, its last measurement is none")]
    [InlineData("\"effects\":", "\"effects\":1", "effects, its stream holds")]
    public async Task Verify_EndingThatClaimsSomethingElse_IsCaughtByVerifyOfTheRunAndOfTheLab(string was, string becomes, string reason)
    {
        using var lab = recorded.Copy();
        var stream = Stream(lab);
        var ending = (await lab.EventsAsync(stream))[^1];
        await lab.RewriteAsync(stream, ending.Version, data => data.Replace(was, becomes, StringComparison.Ordinal));

        var ofRun = await lab.WithAsync(l => l.Mediator.Send(new VerifyLab(RunId.Of(stream)), TestContext.Current.CancellationToken));
        ofRun.Broken.ShouldContain(b => b.Version == ending.Version);
        (await lab.WithAsync(l => l.Mediator.Send(new ReplayRun(RunId.Of(stream), ReplayLevel.Log), TestContext.Current.CancellationToken))).Divergence!.Actual.ShouldContain(reason);
        (await WithoutSignaturesAsync(lab)).Broken.ShouldContain(b => b.Stream == stream && b.Version == ending.Version && b.Reason.Contains(reason));
    }

    private static Task<VerifyReport> WithoutSignaturesAsync(LabFiles lab)
    {
        RemoveSignatures(lab);
        return lab.VerifyAsync();
    }

    // The log's own signatures and the key, as if the lab had never signed.
    private static void RemoveSignatures(LabFiles lab)
    {
        Directory.Delete(lab.Keys, recursive: true);
        var id = Number(lab, new StreamId("transparency"));
        foreach (var table in (string[])["events", "spans"])
        {
            lab.Sql($"DELETE FROM {table} WHERE stream = {id}");
        }

        lab.Sql($"DELETE FROM streams WHERE id = {id}");
    }

    // What a forger does who knows what a replay compares.
    private static async Task RewriteEndingAsync(LabFiles lab, StreamId stream)
    {
        var events = await lab.EventsAsync(stream);
        var history = new AlignmentLab.Core.Runs.History.RunHistory();
        events.ForEach(history.Add);
        var digest = new System.Text.RegularExpressions.Regex("\"digest\":\"[0-9a-f]+\"", System.Text.RegularExpressions.RegexOptions.NonBacktracking);
        await lab.RewriteAsync(stream, events[^1].Version, data => digest.Replace(data, $"\"digest\":\"{history.Digest()}\""));
    }

    private static StreamId Stream(LabFiles lab) => new(lab.Scalar("SELECT name FROM streams WHERE name LIKE 'run-%' ORDER BY id LIMIT 1")!);

    private static string Number(LabFiles lab, StreamId stream) => lab.Scalar($"SELECT id FROM streams WHERE name = '{stream}'")!;

    private static string Position(LabFiles lab, string stream, int version) => lab.Scalar($"SELECT position FROM events WHERE stream = {stream} AND version = {version}")!;

    // Cuts the stream after an event, and mends its head so that the store itself shows nothing.
    private static void CutTail(LabFiles lab, StreamId stream, RecordedEvent last)
    {
        var id = Number(lab, stream);
        lab.Sql($"DELETE FROM events WHERE stream = {id} AND version > {last.Version}");
        lab.Sql($"UPDATE streams SET version = {last.Version}, root = x'{last.ChainHash}' WHERE id = {id}");
    }

    private static async Task CaughtAsync(LabFiles lab, StreamId stream, long version) =>
        (await lab.VerifyAsync()).Broken.ShouldContain(b => b.Stream == stream && b.Version == version);

    private static async Task FlipAsync(LabFiles lab, StreamId stream, string position, string column, int bit)
    {
        var row = lab.Query($"SELECT typeof({column}), quote({column}), hex({column}) FROM events WHERE position = {position}", 3).Single();
        if (row[0] == "null")
        {
            return;
        }

        var was = row[0] == "text" ? $"CAST(x'{row[2]}' AS TEXT)" : row[1]!;
        var flipped = row[0] == "integer" ? (long.Parse(row[1]!) ^ (1L << bit)).ToString() : Flipped(Convert.FromHexString(row[2]!), bit, row[0] == "text");

        // Position 1 with its last bit flipped is 0: where a flip meets another row, SQLite itself refuses it.
        var moved = column == "position" ? flipped : position;
        if (column == "position" && lab.Scalar($"SELECT 1 FROM events WHERE position = {moved}") is not null)
        {
            return;
        }

        lab.Sql($"UPDATE events SET {column} = {flipped} WHERE position = {position}");
        var report = await lab.VerifyAsync();
        lab.Sql($"UPDATE events SET {column} = {was} WHERE position = {moved}");

        report.Broken.ShouldContain(b => column == "position" || b.Stream == stream || b.Position.ToString() == position, $"bit {bit} of {column} at position {position}");
    }

    private static string Flipped(byte[] bytes, int bit, bool isText)
    {
        bytes[(bit / 8) % bytes.Length] ^= (byte)(1 << (bit % 8));
        return isText ? $"CAST(x'{Convert.ToHexString(bytes)}' AS TEXT)" : $"x'{Convert.ToHexString(bytes)}'";
    }
}
