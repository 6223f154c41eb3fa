using AlignmentLab.Embedded;
using AlignmentLab.Embedded.Jobs;
using AlignmentLab.Engines;
using AlignmentLab.Learning;
using Autofac;

namespace AlignmentLab.Host.Composition;

/// <summary>The engines that need no server: everything is in the lab's directory and in this process.</summary>
internal sealed class EmbeddedEngines(EngineSettings chosen, LabLocation location, LabUse use) : Module
{
    protected override void Load(ContainerBuilder builder)
    {
        if (chosen.EventStore == EngineSettings.Embedded)
        {
            builder.Register(context => SqliteEventStore.Open(
                    location.EventLog, new SqliteEventStoreOptions { ReadOnly = !use.Writes }, context.Resolve<TimeProvider>()))
                .As<IEventStore>().As<IEventReader>().As<IEventWriter>().As<IEventSubscriber>().As<IEventStoreInspection>().SingleInstance();
            builder.Register(_ => new FileLogAuthority(location.Keys)).As<ILogAuthority>().SingleInstance();
            builder.Register(_ => new FileRunLeases(location.Leases)).As<IRunLeases>().SingleInstance();
        }

        if (chosen.BlobStore == EngineSettings.Embedded)
        {
            builder.Register(_ => new FileBlobStore(location.Blobs, location.BlobKeys)).As<IBlobStore>().SingleInstance();
        }

        if (chosen.JobQueue == EngineSettings.Embedded)
        {
            builder.RegisterInstance(Slots());
            builder.RegisterType<InProcessJobQueue>().As<IJobQueue>().SingleInstance();
        }

        if (chosen.Trainer == EngineSettings.Embedded)
        {
            builder.RegisterType<ManagedTrainer>().As<ITrainer>().SingleInstance();
            builder.RegisterType<ManagedModelRuntime>().As<IModelRuntime>().SingleInstance();
        }
    }

    // The managed trainer works on the processor, so the runs of a set may train at the same time.
    private static JobQueueOptions Slots() => new()
    {
        Slots = new Dictionary<string, int>(StringComparer.Ordinal) { ["cpu"] = Environment.ProcessorCount, ["gpu"] = Environment.ProcessorCount },
    };
}
