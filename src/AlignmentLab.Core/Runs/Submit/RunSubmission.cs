using System.Security.Cryptography;
using AlignmentLab.Algorithms;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Engines;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Runs.Submit;

/// <summary>Puts resolved runs on the log under fresh names.</summary>
internal sealed class RunSubmission(IEventStore store)
{
    private const string Alphabet = "abcdefghijkmnpqrstuvwxyz23456789";

    /// <param name="author">Who submits them; null: the platform.</param>
    public async Task<IReadOnlyList<SubmittedRun>> AppendAsync(IReadOnlyList<RunSubmitted> definitions, string? author, CancellationToken cancellationToken)
    {
        var set = RandomNumberGenerator.GetString(Alphabet, 6);
        var runs = new List<SubmittedRun>();
        foreach (var definition in definitions)
        {
            var submitted = definition with { Set = set };
            var suffix = definitions.Count == 1 ? set : $"{set}-{runs.Count + 1}";
            var run = new RunId($"{submitted.Name}-{suffix}");
            await store.AppendAsync(
                run.Stream, ExpectedVersion.NoStream, [RunStream.Lifecycle(run, "submitted", submitted, author)], cancellationToken);
            runs.Add(new SubmittedRun(run, submitted));
        }

        return runs;
    }
}
