using AlignmentLab.Core;
using AlignmentLab.Engines;
using Autofac;
using MediatR;

namespace AlignmentLab.Host.Remote;

/// <summary>
/// A server's lab, composed: requests go there, and so does whoever reads streams. What a command does with them is the same
/// as with a lab on this machine.
/// </summary>
internal static class RemoteLab
{
    public static IContainer Compose(Uri server, TimeProvider time)
    {
        var builder = new ContainerBuilder();
        builder.RegisterInstance(time).ExternallyOwned();
        builder.RegisterModule(new CoreModule([]));
        builder.Register(_ => new LabServer(server, AccessTokenSource.FromEnvironment())).SingleInstance();
        builder.RegisterType<RemoteMediator>().As<IMediator>().SingleInstance();
        builder.RegisterType<RemoteEvents>().As<IEventReader>().As<IEventSubscriber>().SingleInstance();
        return builder.Build();
    }
}
