using AlignmentLab.Algorithms;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Engines;
using AlignmentLab.Events;
using MediatR;

namespace AlignmentLab.Core.Projections;

/// <summary>The nodes right below a place in a run's call tree.</summary>
/// <param name="Under">The place, such as <c>3/2</c>; empty: the root.</param>
/// <param name="From">The version to begin at: 0, or where a level that was read in part goes on.</param>
/// <param name="Count">Events read at most, 1 to <see cref="ListCallsHandler.MostScanned"/>.</param>
public sealed record ListCalls(RunId Run, string Under = "", long From = 0, long Count = ListCallsHandler.MostScanned) : IRequest<CallLevel>;

/// <param name="Left">Nodes beyond the first <see cref="ListCallsHandler.MostNodes"/>, which are not listed; one that is in two parts counts twice.</param>
/// <param name="Next">Where to go on; null: the level was read to the end of the stream. No part takes long, however long the stream is.</param>
public sealed record CallLevel(IReadOnlyList<CallNode> Nodes, int Left, long? Next)
{
    /// <summary>This part and the one after it as one.</summary>
    public CallLevel With(CallLevel next)
    {
        var nodes = Nodes.ToDictionary(n => n.Path, StringComparer.Ordinal);
        var left = Left + next.Left;
        foreach (var node in next.Nodes)
        {
            if (nodes.TryGetValue(node.Path, out var known))
            {
                nodes[node.Path] = node with { Calls = known.Calls + node.Calls, Pending = known.Pending + node.Pending, First = known.First };
            }
            else if (nodes.Count < ListCallsHandler.MostNodes)
            {
                nodes.Add(node.Path, node);
            }
            else
            {
                left++;
            }
        }

        return new CallLevel([.. nodes.Values.OrderBy(n => new CallId(n.Path))], left, next.Next);
    }
}

/// <summary>A node of the call tree: a branch, or one effect or fact.</summary>
/// <param name="Segment">Its own part of the call id; for an effect with its name, such as <c>2/train</c>.</param>
/// <param name="Calls">Effects and facts at or below it.</param>
/// <param name="Pending">Of these, how many effects have no result.</param>
/// <param name="First">Version of its first event.</param>
/// <param name="Last">Version of its last event.</param>
/// <param name="Type">For an effect or fact, the type of its last event; null for a branch.</param>
public sealed record CallNode(string Path, string Segment, bool IsBranch, long Calls, long Pending, long First, long Last, string? Type);

internal sealed class ListCallsHandler(IEventReader store, RunReader runs) : IRequestHandler<ListCalls, CallLevel>
{
    public const int MostNodes = 500;
    public const long MostScanned = 50_000;

    public async Task<CallLevel> Handle(ListCalls request, CancellationToken cancellationToken)
    {
        var prefix = request.Under.Length == 0 ? "" : request.Under + "/";
        var nodes = new Dictionary<string, CallNode>(StringComparer.Ordinal);
        var left = new HashSet<string>(StringComparer.Ordinal);
        var count = Math.Clamp(request.Count, 1, MostScanned);
        long? next = null;

        // In what a fork took over, every event names the one that it was copied from as its cause: there the order tells.
        var copied = (await runs.SubmittedAsync(request.Run, cancellationToken)).Parent?.Events ?? 0;
        var open = new HashSet<CallId>();
        await foreach (var e in store.ReadStreamAsync(request.Run.Stream, ReadDirection.Forwards, request.From, count, cancellationToken))
        {
            next = e.Version + 1;
            if (e.Call is { } call && call.Value.StartsWith(prefix, StringComparison.Ordinal))
            {
                var isResult = open.Remove(call) || (e.Version > copied && e.Causation is not null);
                if (EventRole.IsRequest(e.Type))
                {
                    open.Add(call);
                }

                var (path, segment, isBranch) = Place(call.Value, prefix.Length);
                if (nodes.TryGetValue(path, out var node))
                {
                    nodes[path] = With(node, e, isResult);
                }
                else if (nodes.Count < MostNodes)
                {
                    nodes.Add(path, With(new CallNode(path, segment, isBranch, 0, 0, e.Version, e.Version, null), e, isResult));
                }
                else if (left.Count < MostNodes * 20)
                {
                    left.Add(path);
                }
            }
        }

        return new CallLevel([.. nodes.Values.OrderBy(n => new CallId(n.Path))], left.Count, next - request.From == count ? next : null);
    }

    // An effect's id ends in its ordinal and its name: `2/train` is one node, `3/2/train` lies in the branch `3`.
    private static (string Path, string Segment, bool IsBranch) Place(string call, int prefix)
    {
        var rest = call.AsSpan(prefix);
        return rest.Count('/') <= 1
            ? (call, rest.ToString(), false)
            : (call[..(prefix + rest.IndexOf('/'))], rest[..rest.IndexOf('/')].ToString(), true);
    }

    private static CallNode With(CallNode node, RecordedEvent e, bool isResult)
    {
        return node with
        {
            Calls = node.Calls + (isResult ? 0 : 1),
            Pending = node.Pending + (EventRole.IsRequest(e.Type) ? 1 : isResult ? -1 : 0),
            Last = e.Version,
            Type = node.IsBranch ? null : e.Type,
        };
    }
}
