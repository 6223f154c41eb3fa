using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using AlignmentLab.Core.Certificates;
using AlignmentLab.Core.Exports;
using AlignmentLab.Core.Inbox;
using AlignmentLab.Core.Incidents;
using AlignmentLab.Core.Notes;
using AlignmentLab.Core.Provenance;
using AlignmentLab.Core.Replay;
using AlignmentLab.Core.Retention;
using AlignmentLab.Core.Runs;
using AlignmentLab.Core.Team;
using AlignmentLab.Core.Team.Tokens;
using AlignmentLab.Core.Verify;
using AlignmentLab.Events;
using AlignmentLab.Serialization;

namespace AlignmentLab.Core.Audit;

/// <summary>The events that are acts of people, and how each reads.</summary>
public static class AuditedActs
{
    private const int LongestText = 200;

    private static readonly FrozenDictionary<string, (AuditKind Kind, Func<RecordedEvent, string> Words)> Acts = new[]
    {
        Act<AccountCreated>(AuditKind.Accounts, (c, _) => $"made the account {c.Name}, {Word(c.Role)}"),
        Act<RoleChanged>(AuditKind.Accounts, (c, _) => $"gave {c.Name} the role {Word(c.Role)}"),
        Act<AccountClosed>(AuditKind.Accounts, (c, _) => $"closed the account {c.Name}"),
        Act<PasswordChanged>(AuditKind.Accounts, (c, e) => c.Name == e.Author ? "changed their password" : $"reset the password of {c.Name}"),
        Act<TokenCreated>(AuditKind.Tokens, (t, _) => string.Create(
            CultureInfo.InvariantCulture, $"made the token {t.Token} ({Text(t.Name)}), {(t.Scope == TokenScope.Read ? "to look" : "with full access")}, until {t.ExpiresAt.UtcDateTime:yyyy-MM-dd}")),
        Act<TokenRevoked>(AuditKind.Tokens, (t, e) => $"revoked the token {t.Token}{(t.Account == e.Author ? "" : $" of {t.Account}")}"),
        Act<RunSubmitted>(AuditKind.Runs, (s, _) => s.Parent is { } parent ? $"forked it from {parent.Run} at version {parent.Version}" : "submitted it"),
        Act<LaunchRequested>(AuditKind.Runs, (l, _) => l.Resumes is true ? "resumed it" : "had it started"),
        Act<SessionStarted>(AuditKind.Runs, (s, _) => $"went on with it (process {s.Process} of {s.Machine})"),
        Act<CancelRequested>(AuditKind.Runs, (c, _) => $"cancelled it{Because(c.Reason)}"),
        Act<PauseRequested>(AuditKind.Runs, (p, _) => $"paused it{Because(p.Reason)}"),
        Act<RunTagged>(AuditKind.Runs, (t, _) => $"tagged it {t.Tag}"),
        Act<RunUntagged>(AuditKind.Runs, (t, _) => $"took the tag {t.Tag} off it"),
        Act<RunReplayed>(AuditKind.Replays, (r, _) => $"replayed it ({Word(r.Level)}): {(r.Identical ? "identical" : "diverged")}"),
        Act<CertificateRecorded>(AuditKind.Replays, (c, _) => $"put a replay's certificate on its record ({Word(c.Level)}): {c.Outcome}"),
        Act<LabVerified>(AuditKind.Replays, (v, _) => $"had the whole lab checked: {(v.Broken == 0 ? "intact" : $"{v.Broken} faults")}"),
        Act<StateLabelled>(AuditKind.Answers, (l, _) => $"answered state {l.State} of {l.Query}"),
        Act<PairCompared>(AuditKind.Answers, (c, _) => $"compared pair {c.Pair} of {c.Query}"),
        Act<QuestionAnswered>(AuditKind.Answers, (a, _) => $"answered the question {a.Query}"),
        Act<ItemSkipped>(AuditKind.Answers, (s, _) => $"left item {s.Item} of {s.Query} to others{Because(s.Reason)}"),
        Act<StateSkipped>(AuditKind.Answers, (s, _) => $"left state {s.State} of {s.Query} to others{Because(s.Reason)}"),
        Act<IncidentAssigned>(AuditKind.Incidents, (a, e) => $"assigned the incident {IncidentId.Of(e.Stream)} to {a.Assignee ?? "nobody"}"),
        Act<IncidentCommented>(AuditKind.Incidents, (c, e) => $"commented on the incident {IncidentId.Of(e.Stream)}{Because(c.Text)}"),
        Act<IncidentStateChanged>(AuditKind.Incidents, (s, e) => $"set the incident {IncidentId.Of(e.Stream)} to {Word(s.State)}{Because(s.Reason)}"),
        Act<LabelsAsked>(AuditKind.Incidents, (l, e) => $"asked people to label {l.States.Count} states for the incident {IncidentId.Of(e.Stream)}"),
        Act<LabelsDemanded>(AuditKind.Incidents, (l, e) => e.Call is null
            ? $"had {l.Expert.Name} label {l.Count} states for the incident {IncidentId.Of(e.Stream)}"
            : $"labelled {l.Count} states for the incident {IncidentId.Of(e.Stream)}"),
        Act<RunExported>(AuditKind.Exports, (x, _) => $"exported it with {x.Events} events and {x.Artifacts} artifacts"),
        Act<ModelExported>(AuditKind.Exports, (_, e) => $"exported the model of {e.Call}"),
        Act<RunImported>(AuditKind.Exports, (_, _) => "took it in from another lab"),
        Act<HoldPlaced>(AuditKind.Retention, (h, _) => $"forbade the removal of its artifacts{Because(h.Reason)}"),
        Act<HoldReleased>(AuditKind.Retention, (h, _) => $"allowed the removal of its artifacts again{Because(h.Reason)}"),
        Act<ArtifactRemoved>(AuditKind.Retention, (r, _) => $"destroyed the artifact {r.Artifact.Hash.ToString()[..12]}{Because(r.Reason)}"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The event types of a kind, or of all kinds.</summary>
    public static IReadOnlySet<string> Types(AuditKind? kind) =>
        Acts.Where(a => kind is null || a.Value.Kind == kind).Select(a => a.Key).ToHashSet(StringComparer.Ordinal);

    internal static AuditKind KindOf(RecordedEvent e) => Acts[e.Type].Kind;

    internal static string Words(RecordedEvent e)
    {
        try
        {
            return Acts[e.Type].Words(e);
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            return $"did what the event {e.Type} no longer tells: it is damaged (`alab verify` tells more)";
        }
    }

    private static KeyValuePair<string, (AuditKind, Func<RecordedEvent, string>)> Act<T>(AuditKind kind, Func<T, RecordedEvent, string> words) =>
        new(StoredEventAttribute.NameOf(typeof(T)), (kind, e => words(EventJson.Deserialize<T>(e.Data.Span), e)));

    private static string Because(string? reason) => string.IsNullOrWhiteSpace(reason) ? "" : $": {Text(reason)}";

    private static string Text(string text) => text.Length <= LongestText ? text : text[..LongestText] + " ...";

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
