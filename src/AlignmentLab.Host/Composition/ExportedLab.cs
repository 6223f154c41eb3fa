using AlignmentLab.Core.Exports;
using AlignmentLab.Errors;

namespace AlignmentLab.Host.Composition;

/// <summary>
/// An export opened as a lab: taken into a lab of its own in a temporary directory, which goes again with it. Whatever looks at
/// labs then looks at exports, and nothing of the auditor's own lab is touched.
/// </summary>
internal sealed class ExportedLab : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("alab-export-");

    public LabLocation Location => new(_directory.FullName);

    /// <exception cref="InvalidInputException">The file is no export, or something in it was changed.</exception>
    public static ExportedLab Open(string file, TimeProvider time)
    {
        var exported = new ExportedLab();
        try
        {
            ImportAsync(file, exported.Location, time).GetAwaiter().GetResult();
            return exported;
        }
        catch
        {
            exported.Dispose();
            throw;
        }
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private static async Task ImportAsync(string file, LabLocation location, TimeProvider time)
    {
        await using var lab = Lab.Open(location, LabUse.Create with { LoadsPlugins = false }, time);
        await lab.Mediator.Send(new ImportRun(file, Sign: false));
    }
}
