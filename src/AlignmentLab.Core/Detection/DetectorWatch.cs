using System.Reflection;
using AlignmentLab.Artifacts;
using AlignmentLab.Core.Plugins;
using AlignmentLab.Core.Runs;
using AlignmentLab.Core.Runs.Execution;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Detection;
using AlignmentLab.Randomness;

namespace AlignmentLab.Core.Detection;

/// <summary>One detector over one run, held to the run's limit of silence.</summary>
internal sealed class DetectorWatch
{
    private static readonly MethodInfo OpenMethod = typeof(DetectorWatch).GetMethod(nameof(Open), BindingFlags.Static | BindingFlags.NonPublic)!;

    private readonly IDetectorSession _session;
    private readonly TimeSpan _silence;

    public DetectorWatch(DetectorRef reference, RunDefinition definition, IPluginCatalog catalog, IArtifactReader artifacts, WatchedPolicies policies)
    {
        Name = reference.Name;
        _silence = definition.Submitted.Jobs.Silence;
        var descriptor = catalog.Detector(reference.Name);
        var scope = new DetectorScope(
            definition.Run, definition.Environment, artifacts, purpose => new RandomStream(definition.Submitted.Seed, $"detector/{reference.Name}/{purpose}"))
        {
            OpenPolicy = policies.OpenAsync,
        };
        var options = OptionsJson.Read(reference.Options, descriptor.OptionsType, $"detector {reference.Name}");
        _session = (IDetectorSession)OpenMethod.MakeGenericMethod(descriptor.OptionsType)
            .Invoke(null, BindingFlags.DoNotWrapExceptions, null, [catalog.Resolve(descriptor.Implementation), options, scope], null)!;
    }

    public string Name { get; }

    /// <exception cref="TimeoutException">The detector did not come back in time.</exception>
    public Task<IReadOnlyList<Finding>> ObserveAsync(Observed observed, CancellationToken cancellationToken) =>
        Task.Run(() => _session.ObserveAsync(observed, cancellationToken).AsTask(), cancellationToken).WaitAsync(_silence, cancellationToken);

    private static IDetectorSession Open<TOptions>(IDetector<TOptions> detector, TOptions options, DetectorScope scope) => detector.Open(options, scope);
}
