using System.CommandLine;

namespace AlignmentLab.Host.CommandLine;

/// <summary>One command. Its constructor only declares; whatever costs time waits for <see cref="RunAsync"/>.</summary>
/// <param name="description">One line for <c>--help</c>.</param>
internal abstract class Subcommand(string description)
{
    public string Description { get; } = description;

    /// <summary>Whether it also works with the lab of a server (<c>--lab https://...</c>).</summary>
    public virtual bool WorksRemotely => false;

    /// <summary>What to do where it does not; null: go to the lab's own machine.</summary>
    public virtual string? RemoteRemedy => null;

    /// <summary>Adds the command's arguments and options.</summary>
    public virtual void Declare(Command command)
    {
    }

    /// <returns>The process's exit code.</returns>
    /// <exception cref="Errors.AlignmentLabException">An expected failure, with its exit code.</exception>
    public abstract Task<int> RunAsync(CommandContext context);
}
