using AlignmentLab.Core.Jobs;
using AlignmentLab.Core.Runs.Execution;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Policies;

namespace AlignmentLab.Core.Detection;

/// <summary>Opens the policies of a run for its detectors.</summary>
internal sealed class WatchedPolicies(RunDefinition definition, EffectScopes scopes)
{
    // Who watches is no effect of the run; the name is there for the scope alone, which asks for one.
    private static readonly CallId Watching = new("watching");

    /// <summary>Null where the run's plugins cannot open it, as where people act.</summary>
    public async ValueTask<IActor?> OpenAsync(Policy policy, CancellationToken cancellationToken)
    {
        try
        {
            var scope = await scopes.ForAsync(new JobId(definition.Run, Watching), new Progress<double>(), writesArtifacts: false, cancellationToken);
            return await scope.OpenPolicyAsync(policy, definition.Environment.Reference, cancellationToken);
        }
        catch (InvalidInputException)
        {
            return null;
        }
    }
}
