using AlignmentLab.Events;

namespace AlignmentLab.Core.Team;

/// <summary>A query that gives events of a stream as they are. <see cref="Permissions.AllowsStream"/> says who may read which.</summary>
public interface IReadsStream
{
    StreamId Stream { get; }
}
