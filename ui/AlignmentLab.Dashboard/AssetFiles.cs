using System.Collections.Frozen;
using System.Security.Cryptography;

namespace AlignmentLab.Dashboard;

/// <summary>The files that a browser loads, from inside this assembly.</summary>
public static class AssetFiles
{
    private const string Prefix = "assets/";

    private static readonly FrozenDictionary<string, Lazy<AssetFile>> Files = typeof(AssetFiles).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .ToFrozenDictionary(name => name[Prefix.Length..], name => new Lazy<AssetFile>(() => Read(name)), StringComparer.Ordinal);

    /// <summary>A file by its path, or null.</summary>
    public static AssetFile? Find(string path) => Files.GetValueOrDefault(path)?.Value;

    /// <summary>The address of a file, which changes with its content.</summary>
    /// <param name="versioned">False where a stylesheet names the file too, and cannot know the version.</param>
    public static string Link(string path, bool versioned = true) =>
        Find(path) is { } file ? $"assets/{path}{(versioned ? $"?v={file.Tag}" : "")}" : throw new ArgumentException($"There is no asset '{path}'.", nameof(path));

    private static AssetFile Read(string name)
    {
        using var stream = typeof(AssetFiles).Assembly.GetManifestResourceStream(name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return new AssetFile(content, Type(name), Convert.ToHexStringLower(SHA256.HashData(content))[..12]);
    }

    private static string Type(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".woff2" => "font/woff2",
        _ => "application/octet-stream",
    };
}

/// <summary>A file for the browser.</summary>
/// <param name="Type">Its media type.</param>
/// <param name="Tag">12 hexadecimal digits that follow from its content.</param>
public sealed record AssetFile(ReadOnlyMemory<byte> Content, string Type, string Tag);
