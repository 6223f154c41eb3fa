using System.Reflection;
using AlignmentLab.Core.Audit;
using AlignmentLab.Core.Team;
using AlignmentLab.Events;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Audit;

public sealed class AuditedActsTests
{
    /// <summary>What the platform, its detectors and its jobs write by themselves, what a run's ending repeats, and that a token was used.</summary>
    private static readonly string[] NobodysActs =
    [
        "budget-refused.v1", "checkpoint-signed.v1", "effect-failed.v1", "incident-evidence-added.v1", "incident-opened.v1", "run-cancelled.v1",
        "run-completed.v1", "run-failed.v1", "run-paused.v1", "session-ended.v1", "token-used.v1", "watcher-failed.v1",
    ];

    /// <summary>A new event is an act of a person, and then belongs on the audit page, or it is none; somebody has to say which.</summary>
    [Fact]
    public void Types_OfEveryStoredEvent_AreActsOrNobodysActs()
    {
        var stored = typeof(Accounts).Assembly.GetTypes().Where(t => t.GetCustomAttribute<StoredEventAttribute>() is not null).Select(StoredEventAttribute.NameOf).ToList();

        stored.Order(StringComparer.Ordinal).ShouldBe(AuditedActs.Types(null).Concat(NobodysActs).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Types_OfTheKinds_ShareNothingAndLeaveNothingOut() =>
        Enum.GetValues<AuditKind>().SelectMany(k => AuditedActs.Types(k)).Order(StringComparer.Ordinal).ShouldBe(AuditedActs.Types(null).Order(StringComparer.Ordinal));
}
