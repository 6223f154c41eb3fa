using AlignmentLab.Core.Plugins;
using Autofac;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Plugins;

public sealed class PluginLoaderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("alab-plugins-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Load_AGoodPlugin_OffersWhatItsModuleRegisters()
    {
        var plugin = _folder.CreateSubdirectory("imitation");
        var assembly = typeof(AlignmentLab.Imitation.ImitationModule).Assembly.Location;
        File.Copy(assembly, Path.Combine(plugin.FullName, "AlignmentLab.Imitation.dll"));
        Manifest("imitation", assembly: "AlignmentLab.Imitation.dll");

        var catalog = Load();

        catalog.Plugins.Single().Quarantine.ShouldBeNull();
        catalog.Algorithms.Select(a => a.Name).ShouldContain("dagger");
        catalog.PluginOf(catalog.Algorithm("dagger").Implementation)!.Id.ShouldBe("test.imitation");
    }

    [Theory]
    [InlineData("{", "plugin.json:1")]
    [InlineData("[]", "plugin.json:1")]
    [InlineData("""{"id":"x"}""", "missing required properties")]
    [InlineData("""{"id":"../x","version":"1.0","name":"x","assembly":"x.dll","contract":{"min":"0.1","max":"0.2"}}""", "the id '../x' must be lower-case words joined by dots")]
    [InlineData("""{"id":"x","version":"new","name":"x","assembly":"x.dll","contract":{"min":"0.1","max":"0.2"}}""", "the version 'new' must be numbers")]
    [InlineData("""{"id":"x","version":"1.0","name":"x","assembly":"../x.dll","contract":{"min":"0.1","max":"0.2"}}""", "the name of a .dll file beside the manifest")]
    [InlineData("""{"id":"x","version":"1.0","name":"x","assembly":"/etc/x.dll","contract":{"min":"0.1","max":"0.2"}}""", "the name of a .dll file beside the manifest")]
    [InlineData("""{"id":"x","version":"1.0","name":"x","assembly":"x.dll","contract":{"min":"0.2","max":"0.3"}}""", "It works with contract versions [0.2, 0.3); this is 0.1")]
    [InlineData("""{"id":"x","version":"1.0","name":"x","assembly":"x.dll","contract":{"min":"0.2","max":"0.1"}}""", "the contract range [0.2, 0.1) is none")]
    [InlineData("""{"id":"x","version":"1.0","name":"x","assembly":"x.dll","contract":{"min":"0.1","max":"0.2"}}""", "x.dll is not in")]
    public void Load_ABadManifest_IsQuarantinedWithTheReason(string manifest, string reason)
    {
        File.WriteAllText(Path.Combine(_folder.CreateSubdirectory("bad").FullName, "plugin.json"), manifest);

        Load().Plugins.Single().Quarantine!.ShouldContain(reason);
    }

    [Fact]
    public void Load_AFileThatIsNoAssembly_IsQuarantined()
    {
        File.WriteAllText(Path.Combine(_folder.CreateSubdirectory("noise").FullName, "noise.dll"), "not an assembly");
        Manifest("noise", assembly: "noise.dll");

        Load().Plugins.Single().Quarantine!.ShouldContain("not one that this machine can load");
    }

    [Fact]
    public void Load_TwoPluginsWithOneId_KeepsTheFirstAndQuarantinesTheSecond()
    {
        foreach (var name in (string[])["a", "b"])
        {
            File.Copy(typeof(AlignmentLab.Imitation.ImitationModule).Assembly.Location, Path.Combine(_folder.CreateSubdirectory(name).FullName, "AlignmentLab.Imitation.dll"));
            Manifest(name, assembly: "AlignmentLab.Imitation.dll", id: "test.same");
        }

        var plugins = Load().Plugins;

        plugins.Count(p => p.Quarantine is null).ShouldBe(1);
        plugins.Single(p => p.Quarantine is not null).Quarantine!.ShouldStartWith("Another plugin with the id 'test.same' is loaded from");
    }

    [Theory]
    [InlineData("throw module", "Its code failed while it was being loaded: broken on purpose in the module.")]
    [InlineData("throw load", "Its code failed while it was being loaded: broken on purpose in the load.")]
    [InlineData("throw algorithm", "Its code failed while it was being loaded: broken on purpose in the algorithm.")]
    [InlineData("hang algorithm", "Its constructors did not return within 5 s.")]
    public void Load_APluginThatThrowsOrHangs_IsQuarantinedAndTheOthersAreLoaded(string fault, string reason)
    {
        File.Copy(typeof(AlignmentLab.Imitation.ImitationModule).Assembly.Location, Path.Combine(_folder.CreateSubdirectory("good").FullName, "AlignmentLab.Imitation.dll"));
        Manifest("good", assembly: "AlignmentLab.Imitation.dll");
        var hostile = _folder.CreateSubdirectory("hostile").FullName;
        File.Copy(Path.Combine(AppContext.BaseDirectory, "HostilePlugin", "AlignmentLab.HostilePlugin.dll"), Path.Combine(hostile, "AlignmentLab.HostilePlugin.dll"));
        File.WriteAllText(Path.Combine(hostile, "fault.txt"), fault);
        Manifest("hostile", assembly: "AlignmentLab.HostilePlugin.dll");

        var catalog = new PluginLoader(Host(), TimeSpan.FromSeconds(5)).Load([_folder.FullName]);

        catalog.Plugins.Single(p => p.Quarantine is not null).Quarantine!.ShouldBe(reason);
        catalog.Algorithms.Select(a => a.Name).ShouldContain("dagger");
        catalog.Algorithms.Select(a => a.Name).ShouldNotContain("hostile");
    }

    [Fact]
    public void Load_AFolderThatIsNotThere_IsNoPlugins() => new PluginLoader(Host()).Load(["/nowhere/at/all"]).Plugins.ShouldBeEmpty();

    // What the platform's own registrations ask of the host.
    private static IContainer Host()
    {
        var builder = new ContainerBuilder();
        builder.Register<IPluginCatalog>(_ => throw new InvalidOperationException("Nothing asks for the catalog while it is being made."));
        return builder.Build();
    }

    private IPluginCatalog Load() => new PluginLoader(Host()).Load([_folder.FullName]);

    private void Manifest(string folder, string assembly, string? id = null) => File.WriteAllText(
        Path.Combine(_folder.FullName, folder, "plugin.json"),
        $$"""{"id":"{{id ?? "test." + folder}}","version":"1.0","name":"{{folder}}","assembly":"{{assembly}}","contract":{"min":"0.1","max":"0.2"} }""");
}
