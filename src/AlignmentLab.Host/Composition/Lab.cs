using AlignmentLab.Algorithms;
using AlignmentLab.Core;
using AlignmentLab.Core.Plugins;
using AlignmentLab.Core.Projections;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Core.Team;
using AlignmentLab.Engines;
using AlignmentLab.Host.Remote;
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

    private readonly ExportedLab? _exported;

    private Lab(LabLocation location, IContainer container, ExportedLab? exported) => (Location, _container, _exported) = (location, container, exported);

    public LabLocation Location { get; }

    public IMediator Mediator => _container.Resolve<IMediator>();

    public IEventStore Events => _container.Resolve<IEventStore>();

    /// <summary>What reads streams; of a server's lab too.</summary>
    public IEventReader Reader => _container.Resolve<IEventReader>();

    /// <summary>What follows streams; of a server's lab too.</summary>
    public IEventSubscriber Subscriber => _container.Resolve<IEventSubscriber>();

    /// <summary>The view of the whole lab, which follows the log once it is started.</summary>
    public LabView View => _container.Resolve<LabView>();

    public Accounts Accounts => _container.Resolve<Accounts>();

    public ICredentials Credentials => _container.Resolve<ICredentials>();

    public ILogAuthority Authority => _container.Resolve<ILogAuthority>();

    public IPluginCatalog Plugins => _container.Resolve<IPluginCatalog>();

    /// <summary>The moment at which a version was the last of a run's stream; now where no version is given.</summary>
    /// <exception cref="Errors.InvalidInputException">The run has no such version.</exception>
    public async Task<AsOf> AsOfAsync(RunId run, long? version, CancellationToken cancellationToken) =>
        version is { } given ? await Mediator.Send(new FindVersion(run, given), cancellationToken) : AsOf.Now;

    /// <param name="registrations">What the command adds, such as handlers of notifications.</param>
    /// <remarks>
    /// A location that is an exported run is opened as a lab of that one run, for reading; one that is a server, as what can be
    /// sent there.
    /// </remarks>
    /// <exception cref="Errors.InvalidInputException">There is no such lab, or its settings are wrong.</exception>
    public static Lab Open(LabLocation location, LabUse use, TimeProvider time, Action<ContainerBuilder>? registrations = null)
    {
        ExportedLab? exported = null;
        if (location.Server is { } server)
        {
            return new Lab(location, RemoteLab.Compose(server, time), exported);
        }

        if (location.IsExport)
        {
            exported = use.Writes
                ? throw new Errors.InvalidInputException($"{location.Directory} is an exported run, which can only be looked at; `alab import` takes it into a lab.")
                : ExportedLab.Open(location.Directory, time);
            location = exported.Location;
        }
        else if (!use.Creates)
        {
            location.MustExist();
        }

        var builder = new ContainerBuilder();
        builder.RegisterInstance(time).ExternallyOwned();
        builder.RegisterModule(new EmbeddedEngines(EngineSettings.Read(location), location, use));
        builder.RegisterModule(new CoreModule(use.LoadsPlugins ? PluginFolders.Of(location) : []));
        registrations?.Invoke(builder);
        return new Lab(location, builder.Build(), exported);
    }

    /// <summary>The use cases that need no lab, such as checking a certificate.</summary>
    public static Lab None(TimeProvider time)
    {
        var nowhere = new LabLocation(Path.Combine(Path.GetTempPath(), "alab-no-lab"));
        return Open(nowhere, LabUse.Create with { Writes = false, LoadsPlugins = false }, time);
    }

    public async ValueTask DisposeAsync()
    {
        await _container.DisposeAsync();
        _exported?.Dispose();
    }
}
