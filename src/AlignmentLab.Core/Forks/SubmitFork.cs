using System.Text.Json.Nodes;
using AlignmentLab.Algorithms;
using AlignmentLab.Core.Differences;
using AlignmentLab.Core.Runs;
using AlignmentLab.Core.Runs.Execute;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Core.Runs.Specs;
using AlignmentLab.Core.Runs.Submit;
using AlignmentLab.Core.Team;
using AlignmentLab.Errors;
using MediatR;

namespace AlignmentLab.Core.Forks;

/// <summary>
/// Submits a counterfactual: a run that shares another one's past up to a version and goes on by itself, with something
/// swapped. Executing it takes the past over.
/// </summary>
/// <param name="At">A version of the parent's stream, 0 or more.</param>
/// <param name="Settings"><c>path=value</c> laid over the parent's definition.</param>
/// <param name="Name">The first part of the fork's name; null: the parent's.</param>
/// <param name="Author">Who forks it; null: the platform.</param>
public sealed record SubmitFork(RunId Parent, long At, IReadOnlyList<string> Settings, string? Name = null, string? Author = null) : IRequest<SubmittedFork>, IAuthored
{
    string IAuthored.Author => Author ?? "";
}

/// <summary>A fork that is on the log and waits to be executed.</summary>
/// <param name="Swapped">How its definition differs from the parent's; where it does not, it must come to the parent's digest.</param>
public sealed record SubmittedFork(RunId Run, RunSubmitted Definition, IReadOnlyList<JsonDifference> Swapped);

internal sealed class SubmitForkHandler(RunReader runs, ForkOrigin origin, RunResolver resolver, RunSubmission submission, AlgorithmRunner algorithms)
    : IRequestHandler<SubmitFork, SubmittedFork>
{
    public async Task<SubmittedFork> Handle(SubmitFork request, CancellationToken cancellationToken)
    {
        var parent = await runs.SubmittedAsync(request.Parent, cancellationToken);
        algorithms.CheckVersion(parent);
        var definition = Resolve(request, parent) with { Parent = await origin.AtAsync(request.Parent, request.At, cancellationToken) };
        var submitted = (await submission.AppendAsync([definition], request.Author, cancellationToken)).Single();
        return new SubmittedFork(submitted.Run, submitted.Definition, DefinitionDifferences.Between(parent, definition));
    }

    private RunSubmitted Resolve(SubmitFork request, RunSubmitted parent)
    {
        var overrides = new SortedDictionary<string, JsonNode?>(StringComparer.Ordinal);
        var spec = request.Settings.Aggregate(ForkSpec.Of(parent, request.Parent.Value), (document, setting) => document.With(setting, overrides));
        if (request.Name is { } name)
        {
            spec = spec.With("name", "--name", new SpecScalar("--name", name, Quoted: true));
        }

        if (resolver.Resolve(spec, null) is not [var definition])
        {
            throw new InvalidInputException("--set seeds: a fork is one run; write --set seed=N.");
        }

        // Where the parent did without an expert the fork does too, whatever has been installed since.
        var keepsNoExpert = parent.Expert is null && !overrides.Keys.Any(path => path.Split('.')[0] == "expert");
        return definition with { Overrides = overrides, Expert = keepsNoExpert ? null : definition.Expert };
    }
}
