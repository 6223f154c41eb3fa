using System.CommandLine;
using AlignmentLab.Host.Composition;
using AlignmentLab.Host.Terminal;

namespace AlignmentLab.Host.CommandLine;

/// <summary>What a command works with.</summary>
/// <param name="Location">The lab that <c>--lab</c> names, which need not exist.</param>
/// <param name="Interrupted">Ctrl-C or SIGTERM.</param>
internal sealed record CommandContext(ParseResult Arguments, LabLocation Location, Output Output, TimeProvider Time, CancellationToken Interrupted)
{
    public T? Get<T>(Option<T> option) => Arguments.GetValue(option);

    public T Get<T>(Argument<T> argument) => Arguments.GetRequiredValue(argument);

    public Lab Open(LabUse use, Action<Autofac.ContainerBuilder>? registrations = null) => Lab.Open(Location, use, Time, registrations);
}
