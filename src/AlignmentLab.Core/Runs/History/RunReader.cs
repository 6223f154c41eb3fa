using System.Collections.Concurrent;
using AlignmentLab.Algorithms;
using AlignmentLab.Core.Plugins;
using AlignmentLab.Core.Runs.Execution;
using AlignmentLab.Engines;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Runs.History;

/// <summary>Reads what runs are: their definition, their history.</summary>
internal sealed class RunReader(IEventStore store, IPluginCatalog catalog)
{
    private readonly ConcurrentDictionary<RunId, RunSubmitted> _submitted = new();

    /// <summary>What the run's first event defines.</summary>
    /// <exception cref="InvalidInputException">There is no such run.</exception>
    public async ValueTask<RunDefinition> DefinitionAsync(RunId run, CancellationToken cancellationToken = default)
    {
        var submitted = await SubmittedAsync(run, cancellationToken);
        return new RunDefinition(run, submitted, EnvironmentInfo.Of(submitted.Environment, Create(submitted.Environment)));
    }

    /// <summary>The run's first event.</summary>
    /// <exception cref="InvalidInputException">There is no such run.</exception>
    public async ValueTask<RunSubmitted> SubmittedAsync(RunId run, CancellationToken cancellationToken = default)
    {
        if (_submitted.TryGetValue(run, out var known))
        {
            return known;
        }

        await foreach (var e in store.ReadStreamAsync(run.Stream, ReadDirection.Forwards, 0, 1, cancellationToken))
        {
            try
            {
                return _submitted.GetOrAdd(run, catalog.Upcasters.Read<RunSubmitted>(e));
            }
            catch (System.Text.Json.JsonException error)
            {
                throw new DamagedEventException($"Version 0 of {run.Stream} is damaged: {error.Message} `alab verify` tells what else is.", error);
            }
        }

        throw new InvalidInputException($"There is no run '{run}' in this lab. `alab runs list` shows the runs.");
    }

    /// <summary>The index of everything that the run's stream holds.</summary>
    public Task<RunHistory> HistoryAsync(RunId run, CancellationToken cancellationToken = default) =>
        RunHistory.ReadAsync(store, run.Stream, cancellationToken: cancellationToken);

    /// <summary>An instance of the environment that events name.</summary>
    public IEnvironment Create(EnvironmentRef reference)
    {
        var factory = catalog.Environment(reference.Name);
        return factory.Create(OptionsJson.Read(reference.Options, factory.OptionsType, $"environment {reference.Name}"));
    }
}
