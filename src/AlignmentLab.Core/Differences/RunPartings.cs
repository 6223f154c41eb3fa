using AlignmentLab.Core.Runs.History;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Differences;

/// <summary>Finds the first call at which two histories part.</summary>
internal sealed class RunPartings(EventPayloads left, EventPayloads right)
{
    /// <returns>How many calls they share before it, and the parting; null where the histories are equal.</returns>
    public async Task<(int Shared, RunParting? Parting)> FindAsync(RunHistory leftHistory, RunHistory rightHistory)
    {
        var (lefts, rights) = (leftHistory.InCallOrder(), rightHistory.InCallOrder());
        var shared = 0;
        while (shared < lefts.Count && shared < rights.Count && lefts[shared] is var l && rights[shared] is var r
            && l.Call == r.Call && IsSame(l.Record.First, r.Record.First) && IsSame(l.Record.Result, r.Record.Result))
        {
            shared++;
        }

        (CallId Call, CallRecord Record)? onLeft = shared < lefts.Count ? lefts[shared] : null;
        (CallId Call, CallRecord Record)? onRight = shared < rights.Count ? rights[shared] : null;
        return (shared, (onLeft, onRight) switch
        {
            (null, null) => null,
            ({ } l, null) => Only(PartingKind.OnlyLeft, l.Call, l.Record.First),
            (null, { } r) => Only(PartingKind.OnlyRight, r.Call, r.Record.First),
            ({ } l, { } r) when l.Call == r.Call => await AtAsync(l.Call, l.Record, r.Record),
            // Another effect in the same place is one request against another; a place further on is one that the other never came to.
            ({ } l, { } r) when l.Call.Place == r.Call.Place => new RunParting(PartingKind.Request, Side(l.Call, l.Record.First), Side(r.Call, r.Record.First), []),
            ({ } l, { } r) => l.Call < r.Call ? Only(PartingKind.OnlyLeft, l.Call, l.Record.First) : Only(PartingKind.OnlyRight, r.Call, r.Record.First),
        });
    }

    private async Task<RunParting> AtAsync(CallId call, CallRecord onLeft, CallRecord onRight) => (onLeft, onRight) switch
    {
        _ when !IsSame(onLeft.First, onRight.First) => await BetweenAsync(PartingKind.Request, call, onLeft.First, onRight.First),
        ({ Result: { } l }, { Result: { } r }) => await BetweenAsync(PartingKind.Result, call, l, r),
        ({ Result: { } l }, _) => Only(PartingKind.OnlyLeft, call, l),
        _ => Only(PartingKind.OnlyRight, call, onRight.Result!.Value),
    };

    private async Task<RunParting> BetweenAsync(PartingKind kind, CallId call, EventLink onLeft, EventLink onRight) => new(
        kind,
        Side(call, onLeft),
        Side(call, onRight),
        JsonDifference.Between((await left.EventAsync(onLeft.Version)).Data, (await right.EventAsync(onRight.Version)).Data));

    private static RunParting Only(PartingKind kind, CallId call, EventLink link) =>
        kind == PartingKind.OnlyLeft ? new(kind, Side(call, link), null, []) : new(kind, null, Side(call, link), []);

    private static PartingSide Side(CallId call, EventLink link) => new(call, link.Type, link.Version);

    private static bool IsSame(EventLink? a, EventLink? b) => a?.ContentHash == b?.ContentHash;
}
