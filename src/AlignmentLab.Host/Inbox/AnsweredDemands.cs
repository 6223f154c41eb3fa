using AlignmentLab.Core.Inbox;
using AlignmentLab.Core.Incidents;
using AlignmentLab.Errors;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Composition;

namespace AlignmentLab.Host.Inbox;

/// <summary>Demands for labels that are answered and have no result, since the process that took the last answer died.</summary>
internal static class AnsweredDemands
{
    /// <summary>Completes those among some queries, and gives the queries that are left.</summary>
    /// <param name="lab">Where they were read, maybe for reading alone.</param>
    public static async Task<IReadOnlyList<OpenQuery>> CompleteAsync(CommandContext context, Lab lab, IReadOnlyList<OpenQuery> queries)
    {
        var answered = queries.Where(q => q.Incident is not null && q.Answered == q.States).ToList();

        // A server completes its own, and whoever can only look leaves them to others.
        if (answered.Count == 0 || lab.Location.Server is not null || context.Location.IsExport)
        {
            return queries;
        }

        try
        {
            await using var writable = context.Open(LabUse.Work);
            foreach (var run in answered.Select(q => q.Run).Distinct())
            {
                await writable.Mediator.Send(new CompleteDemands(run), context.Interrupted);
            }
        }
        catch (EnvironmentFailureException)
        {
            return queries;
        }

        answered.ForEach(q => context.Output.Message($"All {q.States} states of {q.Query} are answered: the incident {q.Incident} has its labels now."));
        return [.. queries.Except(answered)];
    }
}
