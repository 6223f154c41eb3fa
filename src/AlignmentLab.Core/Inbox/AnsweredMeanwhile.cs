using MediatR;

namespace AlignmentLab.Core.Inbox;

/// <summary>
/// A run that comes to its query again finds all answers there, and no result, where whoever gave the last one did not live to
/// write it: then it is written now.
/// </summary>
internal sealed class AnsweredMeanwhile(AnswerDesk desk) : INotificationHandler<RunWaits>
{
    public Task Handle(RunWaits notification, CancellationToken cancellationToken) => desk.CompleteAsync(notification.Run, notification.Query, cancellationToken);
}
