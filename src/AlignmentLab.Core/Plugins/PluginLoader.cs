using System.Reflection;
using AlignmentLab.Events;
using AlignmentLab.Plugins;
using Autofac;
using Module = Autofac.Module;

namespace AlignmentLab.Core.Plugins;

/// <summary>
/// Loads the plugins of the configured folders, one subfolder each. A plugin that cannot be used - a bad manifest, another
/// contract, an assembly that does not load, a constructor that throws or never returns - is quarantined with its reason;
/// the host goes on without it.
/// </summary>
public sealed class PluginLoader
{
    private readonly ILifetimeScope _host;
    private readonly TimeSpan _probeLimit;

    /// <param name="host">What plugins may ask the host for, such as the model runtime.</param>
    /// <param name="probeLimit">How long a plugin's constructors may take. Default: 10 s.</param>
    public PluginLoader(ILifetimeScope host, TimeSpan? probeLimit = null) => (_host, _probeLimit) = (host, probeLimit ?? TimeSpan.FromSeconds(10));

    public IPluginCatalog Load(IEnumerable<string> folders)
    {
        var loaded = new List<LoadedPlugin> { Platform() };
        var quarantined = new List<PluginStatus>();
        foreach (var manifest in folders.Where(Directory.Exists).SelectMany(Manifests))
        {
            var status = new PluginStatus(Path.GetFileName(Path.GetDirectoryName(manifest)!), "", "", "", Path.GetDirectoryName(manifest)!, null, null);
            try
            {
                var plugin = Load(manifest, ref status);
                if (loaded.Any(p => p.Status.Id == plugin.Status.Id))
                {
                    throw new FormatException($"Another plugin with the id '{plugin.Status.Id}' is loaded from {loaded.First(p => p.Status.Id == plugin.Status.Id).Status.Directory}.");
                }

                PluginCatalog.CheckNames(plugin, loaded);
                loaded.Add(plugin);
            }
            catch (Exception error)
            {
                quarantined.Add(status with { Quarantine = Reason(error) });
            }
        }

        return new PluginCatalog(loaded, quarantined);
    }

    private LoadedPlugin Platform() => new(
        new PluginStatus(PlatformPlugin.Id, PluginContract.Current.ToString(), "Platform", "", AppContext.BaseDirectory, null, null),
        typeof(PluginLoader).Assembly,
        _host.BeginLifetimeScope(builder => builder.RegisterModule<PlatformModule>()));

    private LoadedPlugin Load(string path, ref PluginStatus status)
    {
        var manifest = PluginManifest.Read(path);
        status = status with { Id = manifest.Id, Version = manifest.Version, Name = manifest.Name, Description = manifest.Description ?? "" };
        if (!manifest.Contract.Contains(PluginContract.Current))
        {
            throw new FormatException(
                $"It works with contract versions [{manifest.Contract.Min}, {manifest.Contract.Max}); this is {PluginContract.Current}. Install a version of the plugin made for it.");
        }

        var assemblyPath = Path.GetFullPath(Path.Combine(status.Directory, manifest.Assembly));
        if (!File.Exists(assemblyPath))
        {
            throw new FormatException($"{manifest.Assembly} is not in {status.Directory}. Build or install the plugin again.");
        }

        status = status with { AssemblyHash = Sha256.Of(File.ReadAllBytes(assemblyPath)) };
        var assembly = new PluginLoadContext(assemblyPath).LoadFromAssemblyPath(assemblyPath);
        var final = status;

        // Constructors are the plugin's code: they may throw, and they may never return.
        var probe = Task.Run(() => Probe(final, assembly));
        return probe.Wait(_probeLimit) ? probe.Result : throw new TimeoutException($"Its constructors did not return within {_probeLimit.TotalSeconds:0.#} s.");
    }

    private LoadedPlugin Probe(PluginStatus status, Assembly assembly)
    {
        var modules = assembly.GetExportedTypes().Where(t => t.IsAssignableTo(typeof(Module)) && !t.IsAbstract).ToList();
        if (modules.Count != 1)
        {
            throw new FormatException($"{Path.GetFileName(assembly.Location)} has {modules.Count} public Autofac modules; a plugin has one.");
        }

        var plugin = new LoadedPlugin(status, assembly, _host.BeginLifetimeScope(builder => builder.RegisterModule((Module)Activator.CreateInstance(modules[0])!)));
        try
        {
            plugin.ResolveAll();
            return plugin;
        }
        catch
        {
            plugin.Scope.Dispose();
            throw;
        }
    }

    private static IEnumerable<string> Manifests(string folder) =>
        Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal).Select(d => Path.Combine(d, "plugin.json")).Where(File.Exists);

    private static string Reason(Exception error)
    {
        while (error is AggregateException or TargetInvocationException or Autofac.Core.DependencyResolutionException && error.InnerException is { } inner)
        {
            error = inner;
        }

        return error switch
        {
            FormatException or TimeoutException => error.Message,
            BadImageFormatException => "Its assembly is not one that this machine can load (another platform, or a damaged file).",
            FileNotFoundException missing => $"It needs {missing.FileName}, which is neither in its folder nor part of the contract.",
            ReflectionTypeLoadException types => $"Its types do not load: {Sentence(types.LoaderExceptions.FirstOrDefault()?.Message ?? types.Message)}",
            TypeLoadException or MissingMemberException => $"It was built against another version of the contract: {Sentence(error.Message)} Build it again.",
            UnauthorizedAccessException or IOException => $"Its files cannot be read: {Sentence(error.Message)}",
            _ => $"Its code failed while it was being loaded: {Sentence(error.Message)}",
        };
    }

    private static string Sentence(string message) => message.TrimEnd() is var text && text.EndsWith('.') ? text : text + ".";
}
