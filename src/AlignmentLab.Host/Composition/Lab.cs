using AlignmentLab.Core;
using AlignmentLab.Core.Plugins;
using AlignmentLab.Engines;
using Autofac;
using MediatR;

namespace AlignmentLab.Host.Composition;

/// <summary>
/// A lab, composed: use cases, engines, plugins. Each part is made when it is first asked for, so a command that needs no
/// log opens none.
/// </summary>
internal sealed class Lab : IAsyncDisposable
{
    private readonly IContainer _container;

    private Lab(LabLocation location, IContainer container) => (Location, _container) = (location, container);

    public LabLocation Location { get; }

    public IMediator Mediator => _container.Resolve<IMediator>();

    public IEventStore Events => _container.Resolve<IEventStore>();

    public ILogAuthority Authority => _container.Resolve<ILogAuthority>();

    public IPluginCatalog Plugins => _container.Resolve<IPluginCatalog>();

    /// <param name="registrations">What the command adds, such as handlers of notifications.</param>
    /// <exception cref="Errors.InvalidInputException">There is no such lab, or its settings are wrong.</exception>
    public static Lab Open(LabLocation location, LabUse use, TimeProvider time, Action<ContainerBuilder>? registrations = null)
    {
        if (!use.Creates)
        {
            location.MustExist();
        }

        var builder = new ContainerBuilder();
        builder.RegisterInstance(time).ExternallyOwned();
        builder.RegisterModule(new EmbeddedEngines(EngineSettings.Read(location), location, use));
        builder.RegisterModule(new CoreModule(use.LoadsPlugins ? PluginFolders.Of(location) : []));
        registrations?.Invoke(builder);
        return new Lab(location, builder.Build());
    }

    public ValueTask DisposeAsync() => _container.DisposeAsync();
}
