namespace AlignmentLab.Host.CommandLine;

/// <summary>
/// Puts a command into the tree. It stands on the assembly, in the command's own file, so that the tree is built without
/// looking at any other type.
/// </summary>
/// <param name="path">The words that call it, such as <c>runs show</c>.</param>
/// <param name="order">Its place in <c>--help</c>.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
internal abstract class SubcommandAttribute(string path, int order) : Attribute
{
    public string Path { get; } = path;

    public int Order { get; } = order;

    public abstract Subcommand Create();
}

/// <inheritdoc />
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
internal sealed class SubcommandAttribute<T>(string path, int order) : SubcommandAttribute(path, order)
    where T : Subcommand, new()
{
    public override Subcommand Create() => new T();
}
