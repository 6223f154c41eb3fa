using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace AlignmentLab.Core.Runs.Schema;

/// <summary>What the XML comments beside an assembly say of its options.</summary>
public sealed class OptionDocumentation
{
    private readonly Dictionary<Assembly, Dictionary<string, string>> _summaries = [];

    /// <summary>The property's summary as one line of plain text, or null where the plugin ships no comments.</summary>
    public string? Of(PropertyInfo property)
    {
        var assembly = property.DeclaringType!.Assembly;
        if (!_summaries.TryGetValue(assembly, out var summaries))
        {
            _summaries.Add(assembly, summaries = Read(Path.ChangeExtension(assembly.Location, ".xml")));
        }

        return summaries.GetValueOrDefault($"P:{property.DeclaringType.FullName!.Replace('+', '.')}.{property.Name}");
    }

    private static Dictionary<string, string> Read(string path)
    {
        try
        {
            return XDocument.Load(path).Descendants("member")
                .Where(m => m.Element("summary") is not null)
                .ToDictionary(m => (string)m.Attribute("name")!, m => Plain(m.Element("summary")!), StringComparer.Ordinal);
        }
        catch (Exception error) when (error is IOException or XmlException or ArgumentException)
        {
            return [];
        }
    }

    private static string Plain(XElement summary)
    {
        var text = string.Concat(summary.Nodes().Select(node => node switch
        {
            XText words => words.Value,
            XElement { Name.LocalName: "see" } see when see.Attribute("cref") is { } cref => cref.Value[(cref.Value.LastIndexOf('.') + 1)..],
            XElement element => element.Value,
            _ => "",
        }));
        return Regex.Replace(text, @"\s+", " ", RegexOptions.NonBacktracking).Trim();
    }
}
