using System.Security.Cryptography;
using AlignmentLab.Events;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Events;

/// <summary>Hashes are SHA-256 whatever computes them.</summary>
public sealed class Sha256Tests
{
    // FIPS 180-4's examples.
    [Theory]
    [InlineData("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")]
    public void Of_StandardMessages_GivesTheStandardsDigests(string message, string digest) =>
        Sha256.Of(System.Text.Encoding.ASCII.GetBytes(message)).ToString().ShouldBe(digest);

    [Fact]
    public void Of_EveryShortLengthAndBothSidesOfTheLongOnes_AgreesWithTheRuntime()
    {
        foreach (var length in Enumerable.Range(0, 300).Concat([16_383, 16_384, 16_385, 100_000]))
        {
            var message = Enumerable.Range(0, length).Select(i => (byte)((i * 31) + length)).ToArray();

            Sha256.Of(message).ToArray().ShouldBe(SHA256.HashData(message));
        }
    }
}
