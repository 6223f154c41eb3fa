using AlignmentLab.Errors;

namespace AlignmentLab.Host.Composition;

/// <summary>Where a lab lies, and what lies where in it; or the server that it is reached through.</summary>
/// <param name="Directory">An absolute path, and the directory need not exist; or the address of a server.</param>
internal sealed record LabLocation(string Directory)
{
    public const string Variable = "ALAB_LAB";

    private const string Default = ".alab";

    /// <summary>The server that has the lab; null: the lab is on this machine.</summary>
    public Uri? Server { get; private init; }

    public string EventLog => Path.Combine(Directory, "events.db");

    public string Blobs => Path.Combine(Directory, "blobs");

    public string Leases => Path.Combine(Directory, "leases");

    /// <summary>The signing key, its public half, and the last signed checkpoint.</summary>
    public string Keys => Path.Combine(Directory, "keys");

    public string BlobKeys => Path.Combine(Keys, "blobs.db");

    public string Plugins => Path.Combine(Directory, "plugins");

    /// <summary>What detached runs say.</summary>
    public string Logs => Path.Combine(Directory, "logs");

    /// <summary>Which engines the lab uses; there need not be such a file.</summary>
    public string Settings => Path.Combine(Directory, "lab.json");

    /// <summary>What a suggested command line needs to find this lab again; empty where it is the default.</summary>
    public string Option => this == Of(null) ? "" : $" --lab {Terminal.ShellText.Quoted(Directory)}";

    /// <summary>Whether this is a file that `alab export` wrote, in place of a directory.</summary>
    public bool IsExport => Server is null && File.Exists(Directory);

    /// <summary>Whether there is a lab, in whatever state.</summary>
    public bool Exists => File.Exists(EventLog) || File.Exists(Settings);

    /// <param name="given">The value of <c>--lab</c>; null: the environment variable, else <c>./.alab</c>.</param>
    public static LabLocation Of(string? given)
    {
        var path = given ?? (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : Default);
        if (path.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || path.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            return Uri.TryCreate(path, UriKind.Absolute, out var server) && server is { AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" }
                ? new LabLocation(server.GetLeftPart(UriPartial.Authority)) { Server = server }
                : throw new InvalidInputException($"--lab: '{path}' is no address such as https://lab.example.org or http://127.0.0.1:7410.");
        }

        return path.Length > 0 && !path.Contains('\0')
            ? new LabLocation(Path.GetFullPath(path))
            : throw new InvalidInputException("--lab must be a directory, not an empty text.");
    }

    /// <exception cref="InvalidInputException">There is none.</exception>
    public void MustExist()
    {
        if (!Exists)
        {
            throw new InvalidInputException($"There is no lab at {Directory}; `alab run SPEC` makes one, and --lab DIR or ${Variable} names another.");
        }
    }
}
