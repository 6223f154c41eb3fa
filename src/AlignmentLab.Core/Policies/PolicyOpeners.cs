using AlignmentLab.Core.Plugins;
using AlignmentLab.Errors;
using AlignmentLab.Policies;

namespace AlignmentLab.Core.Policies;

/// <summary>Opens policies with the opener of their kind.</summary>
internal sealed class PolicyOpeners(IPluginCatalog catalog)
{
    /// <exception cref="InvalidInputException">No installed plugin has the kind.</exception>
    public ValueTask<IActor> OpenAsync(Policy policy, PolicyScope scope, CancellationToken cancellationToken)
    {
        var descriptor = catalog.Policies.FirstOrDefault(p => p.PolicyType == policy.GetType())
            ?? throw new InvalidInputException($"No installed plugin opens policies of the kind {policy.GetType().Name}.");
        var opened = typeof(Opening<>).MakeGenericType(policy.GetType());
        return ((IOpening)Activator.CreateInstance(opened)!).OpenAsync(catalog.Resolve(descriptor.Implementation), policy, scope, cancellationToken);
    }

    private interface IOpening
    {
        ValueTask<IActor> OpenAsync(object opener, Policy policy, PolicyScope scope, CancellationToken cancellationToken);
    }

    private sealed class Opening<TPolicy> : IOpening
        where TPolicy : Policy
    {
        public ValueTask<IActor> OpenAsync(object opener, Policy policy, PolicyScope scope, CancellationToken cancellationToken) =>
            ((IPolicyOpener<TPolicy>)opener).OpenAsync((TPolicy)policy, scope, cancellationToken);
    }
}
