using AlignmentLab.Algorithms;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using MediatR;

namespace AlignmentLab.Core.Runs.History;

/// <summary>
/// The moment that something is shown as of: now, or when a position was the last of the whole log. What a lab held then
/// is what lies at that position or before it, in every stream.
/// </summary>
public readonly record struct AsOf
{
    private readonly long? _position;

    /// <param name="position">1 or more; 0 for a lab before its first event.</param>
    public AsOf(long position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        _position = position;
    }

    public static AsOf Now => default;

    public bool IsNow => _position is null;

    /// <summary>The last position that counts.</summary>
    public long Position => _position ?? long.MaxValue;

    public bool Includes(RecordedEvent e) => e.Position <= Position;
}

/// <summary>The moment at which a version was the last of a run's stream.</summary>
public sealed record FindVersion(RunId Run, long Version) : IRequest<AsOf>;

internal sealed class FindVersionHandler(IEventReader store) : IRequestHandler<FindVersion, AsOf>
{
    public async Task<AsOf> Handle(FindVersion request, CancellationToken cancellationToken)
    {
        if (await store.EventAsync(request.Run.Stream, request.Version, cancellationToken) is { } found)
        {
            return new AsOf(found.Position);
        }

        throw new InvalidInputException(await store.HeadAsync(request.Run.Stream, cancellationToken) is { } head
            ? $"{request.Run} has versions 0 to {head.Version}, not {request.Version}."
            : $"There is no run '{request.Run}' in this lab. `alab runs list` shows the runs.");
    }
}
