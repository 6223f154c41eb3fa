using System.Runtime.CompilerServices;
using AlignmentLab.Algorithms;
using AlignmentLab.Compliance.Fakes;
using AlignmentLab.Core;
using AlignmentLab.Core.Jobs;
using AlignmentLab.Core.Plugins;
using AlignmentLab.Core.Runs;
using AlignmentLab.Core.Runs.Execute;
using AlignmentLab.Core.Runs.Submit;
using AlignmentLab.Embedded.Jobs;
using AlignmentLab.Engines;
using AlignmentLab.Events;
using AlignmentLab.Learning;
using Autofac;
using MediatR;

namespace AlignmentLab.Tests.Core;

/// <summary>
/// One process's view of a lab: everything composed as the host does it, over stores that outlive it. A second instance over
/// the same stores is the process after a crash.
/// </summary>
public sealed class TestLab : IAsyncDisposable
{
    // A store's key outlives the process as the store does.
    private static readonly ConditionalWeakTable<IEventStore, InMemoryLogAuthority> Authorities = [];

    private readonly IContainer _container;

    public TestLab(IEventStore store, IBlobStore blobs, IRunLeases leases, params Module[] plugins)
        : this(store, blobs, leases, AuthorityOf(store), plugins)
    {
    }

    public TestLab(IEventStore store, IBlobStore blobs, IRunLeases leases, ILogAuthority authority, params Module[] plugins)
    {
        var builder = new ContainerBuilder();
        builder.RegisterModule(new CoreModule([]));
        if (store is IEventStoreInspection inspection)
        {
            builder.RegisterInstance(inspection).ExternallyOwned();
        }

        builder.RegisterInstance(store).As<IEventStore>().As<IEventReader>().As<IEventWriter>().As<IEventSubscriber>().ExternallyOwned();
        builder.RegisterInstance(blobs).ExternallyOwned();
        builder.RegisterInstance(leases).ExternallyOwned();
        builder.RegisterInstance(authority).ExternallyOwned();
        builder.RegisterInstance(TimeProvider.System);
        builder.RegisterInstance(new JobQueueOptions { FirstPause = TimeSpan.FromMilliseconds(1) });
        builder.RegisterType<InProcessJobQueue>().As<IJobQueue>().SingleInstance();
        builder.RegisterType<ManagedTrainer>().As<ITrainer>().SingleInstance();
        builder.RegisterType<ManagedModelRuntime>().As<IModelRuntime>().SingleInstance();
        builder.Register(context => Catalog(context.Resolve<ILifetimeScope>(), plugins)).As<IPluginCatalog>().SingleInstance();
        _container = builder.Build();
        Mediator = _container.Resolve<IMediator>();
    }

    public IMediator Mediator { get; }

    public IPluginCatalog Plugins => _container.Resolve<IPluginCatalog>();

    /// <summary>The key of the labs over a store.</summary>
    public static InMemoryLogAuthority AuthorityOf(IEventStore store) => Authorities.GetOrCreateValue(store);

    public static TestLab Fresh(params Module[] plugins) =>
        new(new InMemoryEventStore(TimeProvider.System), new InMemoryBlobStore(), new InMemoryRunLeases(), plugins);

    public async Task<RunId> SubmitAsync(string spec, params string[] settings) =>
        (await Mediator.Send(new SubmitRuns(spec, "spec.yaml", settings))).Single().Run;

    public Task<RunResult> ExecuteAsync(RunId run, CancellationToken cancellationToken = default) =>
        Mediator.Send(new ExecuteRun(run), cancellationToken);

    public async Task<RunResult> RunAsync(string spec, params string[] settings) => await ExecuteAsync(await SubmitAsync(spec, settings));

    public async Task<List<RecordedEvent>> EventsAsync(RunId run)
    {
        var events = new List<RecordedEvent>();
        await foreach (var e in _container.Resolve<IEventStore>().ReadStreamAsync(run.Stream, ReadDirection.Forwards, 0))
        {
            events.Add(e);
        }

        return events;
    }

    /// <summary>Begins a run's stream with events of another stream or lab; times, and with them the chain, are this one's own.</summary>
    public async Task CopyAsync(IReadOnlyList<RecordedEvent> events, RunId run) => await _container.Resolve<IEventStore>().AppendAsync(
        run.Stream,
        ExpectedVersion.NoStream,
        [.. events.Select((e, i) => new NewEvent(EventId.Deterministic(e.Id.ToString(), e.Call?.Value ?? ""), e.Type, e.Data) { Call = e.Call, Author = e.Author, Causation = e.Causation })]);

    public async ValueTask DisposeAsync() => await _container.DisposeAsync();

    private static PluginCatalog Catalog(ILifetimeScope host, Module[] modules)
    {
        var platform = new LoadedPlugin(
            new PluginStatus(PlatformPlugin.Id, "0.1", "", "", "", null, null), typeof(PlatformModule).Assembly, host.BeginLifetimeScope(b => b.RegisterModule<PlatformModule>()));
        return new PluginCatalog(
            [platform, .. modules.Select(m => new LoadedPlugin(
                new PluginStatus(m.GetType().Name, "1.0", "", "", "", null, null), m.GetType().Assembly, host.BeginLifetimeScope(b => b.RegisterModule(m))))],
            []);
    }
}
