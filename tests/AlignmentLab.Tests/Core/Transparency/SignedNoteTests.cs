using AlignmentLab.Compliance.Fakes;
using AlignmentLab.Core.Transparency;
using AlignmentLab.Events;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Transparency;

public sealed class SignedNoteTests
{
    private readonly InMemoryLogAuthority _authority = new();

    [Fact]
    public void Parse_WhatWasWritten_IsTheSameAndSigned()
    {
        var key = _authority.CreateKey();
        var written = SignedNote.Sign(new LogCheckpoint(SignedNote.NameOf(key), 7, Sha256.Of("root"u8)).ToString(), key, text => _authority.Sign(text));

        var read = SignedNote.Parse(written.ToString());

        read.ToString().ShouldBe(written.ToString());
        read.IsSignedBy(key).ShouldBeTrue();
        LogCheckpoint.Parse(read.Text).ShouldBe(new LogCheckpoint(SignedNote.NameOf(key), 7, Sha256.Of("root"u8)));
    }

    [Fact]
    public void IsSignedBy_AnyCharacterOfTheTextChanged_IsFalse()
    {
        var key = _authority.CreateKey();
        var note = SignedNote.Sign("origin\n7\nroot\n", key, text => _authority.Sign(text));
        for (var i = 0; i < note.Text.Length; i++)
        {
            var changed = note.Text.ToCharArray();
            changed[i] ^= '\u0001';
            (note with { Text = new string(changed) }).IsSignedBy(key).ShouldBeFalse();
        }
    }

    [Fact]
    public void IsSignedBy_AnotherKey_IsFalse()
    {
        var key = _authority.CreateKey();

        SignedNote.Sign("text\n", key, text => _authority.Sign(text)).IsSignedBy(new InMemoryLogAuthority().CreateKey()).ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("text\n")]
    [InlineData("text\n\n")]
    [InlineData("text\n\n\u2014 name\n")]
    [InlineData("text\n\n\u2014 name !!!\n")]
    [InlineData("text\n\n\u2014 name AAAA\n")]
    [InlineData("text\n\n\u2014 name AAAAAAAA")]
    [InlineData("text\n\n\u2014 name AAAAAAAA\nmore\n")]
    public void Parse_NoNote_SaysSo(string text) => Should.Throw<FormatException>(() => SignedNote.Parse(text));

    [Theory]
    [InlineData("origin\n07\nAAAA\n")]
    [InlineData("origin\n-1\nAAAA\n")]
    [InlineData("origin\n7\nAAAA\n")]
    [InlineData("\n7\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n")]
    [InlineData("origin\n7\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public void ParseCheckpoint_NoCheckpoint_SaysSo(string text) => Should.Throw<FormatException>(() => LogCheckpoint.Parse(text));
}
