using System.Security.Cryptography;
using System.Text;
using AlignmentLab.Embedded.Files;
using AlignmentLab.Engines;
using AlignmentLab.Errors;

namespace AlignmentLab.Embedded;

/// <summary>
/// The lab's key and last checkpoint in files: <c>log.key</c> (PKCS #8 in PEM, for its owner alone), <c>log.pub</c>
/// (SubjectPublicKeyInfo in PEM) and <c>checkpoint</c>.
/// </summary>
/// <remarks>Whoever can read <c>log.key</c> can sign; an auditor therefore keeps a copy of a checkpoint elsewhere.</remarks>
public sealed class FileLogAuthority(string directory) : ILogAuthority
{
    private readonly Lock _gate = new();
    private ECDsa? _key;

    private string KeyFile => Path.Combine(directory, "log.key");

    private string PublicFile => Path.Combine(directory, "log.pub");

    private string CheckpointFile => Path.Combine(directory, "checkpoint");

    /// <inheritdoc />
    public ReadOnlyMemory<byte>? PublicKey => File.Exists(PublicFile) ? ReadPublic() : (ReadOnlyMemory<byte>?)null;

    /// <inheritdoc />
    public ReadOnlyMemory<byte> CreateKey()
    {
        lock (_gate)
        {
            if (!File.Exists(KeyFile))
            {
                using var fresh = ECDsa.Create(ECCurve.NamedCurves.nistP256);
                AtomicFile.Create(KeyFile, Encoding.ASCII.GetBytes(fresh.ExportPkcs8PrivateKeyPem() + "\n"), isPrivate: true);
            }

            // Another process may have been first: what counts is the key that is there now.
            var key = PrivateKey();
            if (!File.Exists(PublicFile))
            {
                AtomicFile.Create(PublicFile, Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem() + "\n"));
            }

            return key.ExportSubjectPublicKeyInfo();
        }
    }

    /// <inheritdoc />
    public ReadOnlyMemory<byte> Sign(ReadOnlySpan<byte> data)
    {
        lock (_gate)
        {
            return PrivateKey().SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
    }

    /// <inheritdoc />
    public ValueTask PublishAsync(string note, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            AtomicFile.Replace(CheckpointFile, Encoding.UTF8.GetBytes(note));
            return ValueTask.CompletedTask;
        }
    }

    /// <inheritdoc />
    public async ValueTask<string?> PublishedAsync(CancellationToken cancellationToken = default) =>
        File.Exists(CheckpointFile) ? await File.ReadAllTextAsync(CheckpointFile, cancellationToken) : null;

    private ECDsa PrivateKey()
    {
        if (_key is null)
        {
            var key = ECDsa.Create();
            try
            {
                key.ImportFromPem(File.ReadAllText(KeyFile));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
            {
                key.Dispose();
                throw new EnvironmentFailureException($"{KeyFile} cannot be read as the lab's signing key: {error.Message} Restore it from a copy.", error);
            }

            _key = key;
        }

        return _key;
    }

    private byte[] ReadPublic()
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(File.ReadAllText(PublicFile));
            return key.ExportSubjectPublicKeyInfo();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            throw new EnvironmentFailureException($"{PublicFile} cannot be read as the lab's public key: {error.Message} Restore it from a copy.", error);
        }
    }
}
