using System.Text.RegularExpressions;
using AlignmentLab.Core.Audit;
using AlignmentLab.Algorithms;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Core.Team;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Serialization;
using MediatR;

namespace AlignmentLab.Core.Notes;

/// <summary>Puts a tag on a run, or takes it off, to find it again by. What is so already changes nothing.</summary>
/// <param name="Tag">1 to 40 of a-z 0-9 . _ - : beginning with a letter or a digit.</param>
/// <exception cref="InvalidInputException">There is no such run, the tag is none, or the run has <see cref="TagRunHandler.Most"/> already.</exception>
public sealed partial record TagRun(RunId Run, string Tag, bool Remove, string Author) : IRequest<RunNotes>, IAuthored
{
    internal void Check()
    {
        if (!Allowed().IsMatch(Tag))
        {
            throw new InvalidInputException($"'{Tag}' is no tag: 1 to 40 of a-z 0-9 . _ - : beginning with a letter or a digit.");
        }
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9._:-]{0,39}$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Allowed();
}

/// <summary>On a run's notes: it has a tag from now on.</summary>
[StoredEvent("run-tagged.v1")]
public sealed record RunTagged(string Tag);

/// <summary>On a run's notes: it has a tag no longer.</summary>
[StoredEvent("run-untagged.v1")]
public sealed record RunUntagged(string Tag);

internal sealed class TagRunHandler(IEventStore store, RunReader runs, TimeProvider time) : IRequestHandler<TagRun, RunNotes>
{
    /// <summary>Tags on one run.</summary>
    public const int Most = 20;

    public async Task<RunNotes> Handle(TagRun request, CancellationToken cancellationToken)
    {
        request.Check();
        await runs.SubmittedAsync(request.Run, cancellationToken);
        var notes = await RunNotes.ReadAsync(store, request.Run, cancellationToken);
        if (notes.Tags.Contains(request.Tag) != request.Remove)
        {
            return notes;
        }

        if (!request.Remove && notes.Tags.Count >= Most)
        {
            throw new InvalidInputException($"{request.Run} has {Most} tags, which is as many as a run can have; take one off first.");
        }

        object payload = request.Remove ? new RunUntagged(request.Tag) : new RunTagged(request.Tag);
        await store.AppendActAsync(RunNotes.StreamOf(request.Run), payload, request.Author, time, cancellationToken);
        return await RunNotes.ReadAsync(store, request.Run, cancellationToken);
    }
}
