using System.Collections.Concurrent;
using AlignmentLab.Artifacts;
using AlignmentLab.Core.Plugins;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Experts;
using AlignmentLab.Policies;

namespace AlignmentLab.Core.Policies;

/// <summary>Opens policies with the opener of their kind.</summary>
internal sealed class PolicyOpeners(IPluginCatalog catalog)
{
    private static readonly ConcurrentDictionary<Type, OpenerCall> Calls = new();

    public ValueTask<IActor> OpenAsync(
        Policy policy, EnvironmentInfo environment, IArtifactReader artifacts, Func<ExpertRef, IScriptedExpert> createExpert, CancellationToken cancellationToken)
    {
        var type = policy.GetType();
        var descriptor = catalog.Policies.FirstOrDefault(p => p.PolicyType == type)
            ?? throw new InvalidInputException($"No installed plugin opens policies of the kind {type.Name}.");
        var call = Calls.GetOrAdd(type, t => (OpenerCall)Activator.CreateInstance(typeof(OpenerCall<>).MakeGenericType(t))!);
        var scope = new PolicyScope(
            environment, artifacts, (inner, token) => OpenAsync(inner, environment, artifacts, createExpert, token), createExpert);
        return call.OpenAsync(catalog.Resolve(descriptor.Implementation), policy, scope, cancellationToken);
    }

    private abstract class OpenerCall
    {
        public abstract ValueTask<IActor> OpenAsync(object opener, Policy policy, PolicyScope scope, CancellationToken cancellationToken);
    }

    private sealed class OpenerCall<TPolicy> : OpenerCall
        where TPolicy : Policy
    {
        public override ValueTask<IActor> OpenAsync(object opener, Policy policy, PolicyScope scope, CancellationToken cancellationToken) =>
            ((IPolicyOpener<TPolicy>)opener).OpenAsync((TPolicy)policy, scope, cancellationToken);
    }
}
