using System.CommandLine;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Host.Background;
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

    /// <summary>Who does it: whoever is at the terminal, as the operating system knows them. Empty where a server knows by the token.</summary>
    public string Author => Location.Server is not null ? "" : BackgroundProcess.IsThis ? NewEvent.Platform : Environment.UserName is { Length: > 0 } user ? user : NewEvent.Platform;

    /// <summary>The person that an option names, else <see cref="Author"/>.</summary>
    /// <exception cref="InvalidInputException">A server knows by the token who it is.</exception>
    public string PersonOf(Option<string?> option) => Get(option) is not { } name ? Author
        : Location.Server is null ? name
        : throw new InvalidInputException($"{option.Name} goes with a lab on this machine; a server knows by the token who it is.");

    public Lab Open(LabUse use, Action<Autofac.ContainerBuilder>? registrations = null) => Lab.Open(Location, use, Time, registrations);
}
