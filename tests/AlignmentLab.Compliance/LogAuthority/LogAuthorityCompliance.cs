using System.Security.Cryptography;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using Shouldly;
using Xunit;

namespace AlignmentLab.Compliance.LogAuthority;

/// <summary>Opens a log authority for one test; instances opened by one harness share what they hold.</summary>
public abstract class LogAuthorityHarness : IAsyncDisposable
{
    public abstract ILogAuthority Open();

    public abstract ValueTask DisposeAsync();
}

/// <summary>What every <see cref="ILogAuthority"/> must do.</summary>
public abstract class LogAuthorityCompliance<THarness> : IAsyncDisposable
    where THarness : LogAuthorityHarness, new()
{
    private readonly THarness _harness = new();

    public async ValueTask DisposeAsync()
    {
        await _harness.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void PublicKey_BeforeAnythingWasSigned_IsNone() => _harness.Open().PublicKey.ShouldBeNull();

    [Fact]
    public void Sign_BeforeThereIsAKey_IsRefused() => Should.Throw<EnvironmentFailureException>(() => _harness.Open().Sign("text"u8));

    [Fact]
    public void Sign_AnyText_VerifiesUnderThePublicKey()
    {
        var authority = _harness.Open();
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(authority.CreateKey().Span, out _);

        var signature = authority.Sign("text"u8);

        key.KeySize.ShouldBe(256);
        key.VerifyData("text"u8, signature.Span, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence).ShouldBeTrue();
        key.VerifyData("next"u8, signature.Span, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence).ShouldBeFalse();
    }

    [Fact]
    public void CreateKey_ManyInstancesAtOnce_MakeOneKey()
    {
        var keys = Enumerable.Range(0, 16).AsParallel().Select(_ => Convert.ToHexString(_harness.Open().CreateKey().Span)).ToList();

        keys.Distinct().Count().ShouldBe(1);
        Convert.ToHexString(_harness.Open().PublicKey!.Value.Span).ShouldBe(keys[0]);
    }

    [Fact]
    public async Task Published_TheLastOne_IsSeenByEveryInstance()
    {
        (await _harness.Open().PublishedAsync()).ShouldBeNull();

        await _harness.Open().PublishAsync("one\n");
        await _harness.Open().PublishAsync("two\n");

        (await _harness.Open().PublishedAsync()).ShouldBe("two\n");
    }
}
