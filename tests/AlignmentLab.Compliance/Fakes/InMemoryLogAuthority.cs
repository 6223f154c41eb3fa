using System.Security.Cryptography;
using AlignmentLab.Engines;

namespace AlignmentLab.Compliance.Fakes;

/// <summary>A key and a published checkpoint in memory, for tests of what is built on the port.</summary>
public sealed class InMemoryLogAuthority : ILogAuthority
{
    private readonly Lock _gate = new();
    private ECDsa? _key;
    private string? _published;

    /// <inheritdoc />
    public ReadOnlyMemory<byte>? PublicKey
    {
        get
        {
            lock (_gate)
            {
                return _key is null ? null : (ReadOnlyMemory<byte>?)_key.ExportSubjectPublicKeyInfo();
            }
        }
    }

    /// <inheritdoc />
    public ReadOnlyMemory<byte> CreateKey()
    {
        lock (_gate)
        {
            _key ??= ECDsa.Create(ECCurve.NamedCurves.nistP256);
            return _key.ExportSubjectPublicKeyInfo();
        }
    }

    /// <inheritdoc />
    public ReadOnlyMemory<byte> Sign(ReadOnlySpan<byte> data)
    {
        lock (_gate)
        {
            return (_key ?? throw new Errors.EnvironmentFailureException("There is no key yet.")).SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
    }

    /// <inheritdoc />
    public ValueTask PublishAsync(string note, CancellationToken cancellationToken = default)
    {
        _published = note;
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask<string?> PublishedAsync(CancellationToken cancellationToken = default) => new(_published);
}
