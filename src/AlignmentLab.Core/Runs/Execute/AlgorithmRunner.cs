using System.Reflection;
using AlignmentLab.Algorithms;
using AlignmentLab.Core.Plugins;
using AlignmentLab.Core.Runs.Execution;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Errors;
using AlignmentLab.Plugins;

namespace AlignmentLab.Core.Runs.Execute;

/// <summary>Runs the algorithm that a run names, in a session, and tells how it ended.</summary>
internal sealed class AlgorithmRunner(IPluginCatalog catalog)
{
    /// <exception cref="InvalidInputException">The algorithm that made the run is not installed, or only in another version.</exception>
    public void CheckVersion(RunSubmitted submitted)
    {
        var installed = catalog.Algorithms.FirstOrDefault(a => a.Name == submitted.Algorithm.Name);
        if (installed?.Version != submitted.Algorithm.Version)
        {
            throw new InvalidInputException(
                $"The run was made by version {submitted.Algorithm.Version} of the algorithm '{submitted.Algorithm.Name}'; "
                + (installed is null ? "no installed plugin offers it. " : $"version {installed.Version} is installed. ")
                + $"Install the plugins that made the run (`alab plugins list` shows what is there): {string.Join(", ", submitted.Plugins.Select(p => $"{p.Id} {p.Version}"))}.");
        }
    }

    /// <returns>The event that ends the run, or null when the algorithm came to its end.</returns>
    /// <exception cref="EnvironmentFailureException">The surroundings failed; the run can go on later.</exception>
    /// <exception cref="ReplayDivergenceException">The history is not one of this algorithm; nothing was written.</exception>
    public async Task<object?> RunAsync(RunDefinition definition, RunSession session, RunStop stop)
    {
        try
        {
            // On a thread of its own: an algorithm that never comes back must not hold up the session.
            await Task.Run(() => InvokeAsync(definition, session), CancellationToken.None).WaitAsync(stop.Token);
            return null;
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            return stop.Ending();
        }
        catch (EffectFailedException error)
        {
            return new RunFailed(error.Message, error.Call);
        }
        catch (BudgetExhaustedException error)
        {
            return new RunFailed(error.Message, error.Call);
        }
        catch (Exception error) when (error is not (EnvironmentFailureException or ReplayDivergenceException))
        {
            return new RunFailed($"The algorithm '{definition.Submitted.Algorithm.Name}' threw {error.GetType().Name}: {error.Message}");
        }
    }

    /// <summary>Runs the algorithm to its end, and waits for effects that it started and never awaited.</summary>
    public async Task InvokeAsync(RunDefinition definition, RunSession session)
    {
        var descriptor = catalog.Algorithm(definition.Submitted.Algorithm.Name);
        try
        {
            await (Task)RunMethod.MakeGenericMethod(descriptor.OptionsType).Invoke(null, [catalog.Resolve(descriptor.Implementation), Options(descriptor, definition), session.Root])!;
        }
        catch (TargetInvocationException error) when (error.InnerException is { } inner)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(inner);
        }

        await session.EndAsync();
    }

    private static object Options(AlgorithmDescriptor descriptor, RunDefinition definition) =>
        OptionsJson.Read(definition.Submitted.Algorithm.Options, descriptor.OptionsType, $"algorithm {descriptor.Name}");

    private static readonly MethodInfo RunMethod =
        typeof(AlgorithmRunner).GetMethod(nameof(RunTypedAsync), BindingFlags.Static | BindingFlags.NonPublic)!;

    private static Task RunTypedAsync<TOptions>(IAlgorithm<TOptions> algorithm, TOptions options, IRunContext run) => algorithm.RunAsync(options, run);
}
