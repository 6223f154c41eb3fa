using System.Text;
using AlignmentLab.Core.Team;
using AlignmentLab.Core.Team.Tokens;
using AlignmentLab.Errors;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Team.Tokens;

public sealed class TokenTests : IDisposable
{
    private readonly TeamLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public async Task Create_AToken_KeepsNeitherSecretNorHashOnTheLog()
    {
        var made = await MakeAsync();

        made.Text.ShouldMatch("^alab_[a-z0-9]{8}_[A-Za-z0-9]{43}$");
        var log = string.Concat((await _lab.EventsAsync(AccessTokens.Stream)).Select(e => Encoding.UTF8.GetString(e.Data.Span)));
        log.ShouldContain("\"name\":\"laptop\"");
        log.ShouldNotContain(made.Text[^43..]);
        log.ShouldNotContain(_lab.TokenHashes.Kept[made.Token.Id]);
        _lab.TokenHashes.Kept[made.Token.Id].ShouldNotContain(made.Text[^43..]);
    }

    [Fact]
    public async Task Use_ARightToken_GivesItsAccountAndScopeAndNotesTheDayOnce()
    {
        var made = await MakeAsync(TokenScope.Read);

        for (var i = 0; i < 3; i++)
        {
            (await UseAsync(made.Text)).ShouldNotBeNull().ShouldSatisfyAllConditions(t => t.Account.ShouldBe("mira"), t => t.Scope.ShouldBe(TokenScope.Read));
        }

        (await _lab.EventsAsync(AccessTokens.Stream)).Count(e => e.Type == "token-used.v1").ShouldBe(1);
        _lab.Time.Now += TimeSpan.FromDays(1);
        await UseAsync(made.Text);
        (await _lab.Tokens.Handle(new ListTokens("mira"), default)).ShouldHaveSingleItem().LastUsed.ShouldBe(new DateOnly(2026, 11, 22));
    }

    [Fact]
    public async Task Use_AnotherText_IsNobody()
    {
        var made = await MakeAsync();
        var secret = made.Text[^1] == 'A' ? 'B' : 'A';

        (await UseAsync(made.Text[..^1] + secret)).ShouldBeNull();
        (await UseAsync(made.Text + "\n")).ShouldBeNull();
        (await UseAsync("")).ShouldBeNull();
        (await UseAsync(TokenText.Draw().Reveal())).ShouldBeNull();
        (await UseAsync(TeamLab.Password)).ShouldBeNull();
    }

    [Fact]
    public async Task Use_AfterItsTerm_IsNobody()
    {
        var made = await MakeAsync();

        _lab.Time.Now += TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1);
        (await UseAsync(made.Text)).ShouldNotBeNull();
        _lab.Time.Now += TimeSpan.FromSeconds(1);

        (await UseAsync(made.Text)).ShouldBeNull();
        (await _lab.Tokens.Handle(new ListTokens("mira"), default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Use_Revoked_IsNobodyEvenWithItsHashRestored()
    {
        var made = await MakeAsync();
        var hash = _lab.TokenHashes.Kept[made.Token.Id];

        await _lab.Tokens.Handle(new RevokeToken(made.Token.Id, "mira"), default);

        _lab.TokenHashes.Kept.ShouldBeEmpty();
        _lab.TokenHashes.Kept[made.Token.Id] = hash;
        (await UseAsync(made.Text)).ShouldBeNull();
    }

    [Fact]
    public async Task Use_OfAClosedAccount_IsNobody()
    {
        await _lab.SetUpAsync();
        await _lab.CreateAsync("vera", Role.Viewer);
        var made = await _lab.Tokens.Handle(new CreateToken("laptop", 7, TokenScope.Full, "vera"), default);

        await _lab.Team.Handle(new CloseAccount("vera", "mira"), default);

        (await UseAsync(made.Text)).ShouldBeNull();
    }

    [Fact]
    public async Task Revoke_AnothersToken_IsRefused()
    {
        var made = await MakeAsync();
        await _lab.CreateAsync("vera", Role.Admin);

        (await Should.ThrowAsync<InvalidInputException>(() => _lab.Tokens.Handle(new RevokeToken(made.Token.Id, "vera"), default))).Message.ShouldContain("no token");

        (await UseAsync(made.Text)).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("", 7)]
    [InlineData("  ", 7)]
    [InlineData("laptop", 0)]
    [InlineData("laptop", 366)]
    public async Task Create_WithoutANameOrATerm_IsRefusedAndNothingIsKept(string name, int days)
    {
        await _lab.SetUpAsync();

        await Should.ThrowAsync<InvalidInputException>(() => _lab.Tokens.Handle(new CreateToken(name, days, TokenScope.Full, "mira"), default));

        _lab.TokenHashes.Kept.ShouldBeEmpty();
    }

    [Fact]
    public async Task Create_ForNobody_IsRefused()
    {
        await _lab.SetUpAsync();

        await Should.ThrowAsync<InvalidInputException>(() => _lab.Tokens.Handle(new CreateToken("laptop", 7, TokenScope.Full, SoleUser.Name), default));
    }

    [Fact]
    public void ToString_OfAToken_TellsNoSecret()
    {
        var text = TokenText.Draw();

        $"{text}".ShouldBe($"alab_{text.Id}_...");
    }

    private Task<AccessToken?> UseAsync(string text) => _lab.Tokens.Handle(new UseToken(text), default);

    private async Task<CreatedToken> MakeAsync(TokenScope scope = TokenScope.Full)
    {
        await _lab.SetUpAsync();
        return await _lab.Tokens.Handle(new CreateToken("laptop", 7, scope, "mira"), default);
    }
}
