using AlignmentLab.Core.Team;
using AlignmentLab.Core.Team.Tokens;
using AlignmentLab.Errors;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Team;

public sealed class PasswordTests : IDisposable
{
    private const string Other = "another long password";

    private readonly TeamLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public async Task Change_WithTheOldPassword_LetsTheNewOneInAlone()
    {
        await _lab.SetUpAsync();
        var stamp = SessionStamp.Of((await _lab.Credentials.HashAsync("mira"))!);

        await _lab.Team.Handle(new ChangePassword(TeamLab.Password, Other, "mira"), default);

        (await _lab.Team.Handle(new SignIn("mira", Other), default)).ShouldNotBeNull();
        (await _lab.Team.Handle(new SignIn("mira", TeamLab.Password), default)).ShouldBeNull();
        SessionStamp.Holds(stamp, await _lab.Credentials.HashAsync("mira")).ShouldBeFalse("sessions that began with the old password end");
        (await _lab.EventsAsync())[^1].ShouldSatisfyAllConditions(e => e.Type.ShouldBe("password-changed.v1"), e => e.Author.ShouldBe("mira"));
    }

    [Fact]
    public async Task Change_WithAnotherOldPassword_ChangesNothing()
    {
        await _lab.SetUpAsync();
        var hash = await _lab.Credentials.HashAsync("mira");

        await Should.ThrowAsync<WrongPasswordException>(() => _lab.Team.Handle(new ChangePassword("not the password", Other, "mira"), default));

        (await _lab.Credentials.HashAsync("mira")).ShouldBe(hash);
        SessionStamp.Holds(SessionStamp.Of(hash!), hash).ShouldBeTrue();
        (await _lab.EventsAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Change_ToAShortPassword_ChangesNothing()
    {
        await _lab.SetUpAsync();

        await Should.ThrowAsync<InvalidInputException>(() => _lab.Team.Handle(new ChangePassword(TeamLab.Password, "short", "mira"), default));

        (await _lab.Team.Handle(new SignIn("mira", TeamLab.Password), default)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Reset_ByAnAdmin_RevokesTheTokensOfThatAccountAlone()
    {
        await _lab.SetUpAsync();
        await _lab.CreateAsync("vera", Role.Researcher);
        var hers = await _lab.Tokens.Handle(new CreateToken("laptop", 7, TokenScope.Full, "vera"), default);
        var own = await _lab.Tokens.Handle(new CreateToken("laptop", 7, TokenScope.Full, "mira"), default);

        await _lab.Team.Handle(new ResetPassword("vera", Other, "mira"), default);

        (await _lab.Team.Handle(new SignIn("vera", Other), default)).ShouldNotBeNull();
        (await _lab.Tokens.Handle(new UseToken(hers.Text), default)).ShouldBeNull();
        (await _lab.Tokens.Handle(new UseToken(own.Text), default)).ShouldNotBeNull();
        (await _lab.EventsAsync(AccessTokens.Stream)).Single(e => e.Type == "token-revoked.v1").Author.ShouldBe("mira");
    }

    [Fact]
    public async Task Reset_OfAClosedAccount_IsRefused()
    {
        await _lab.SetUpAsync();
        await _lab.CreateAsync("vera", Role.Viewer);
        await _lab.Team.Handle(new CloseAccount("vera", "mira"), default);

        await Should.ThrowAsync<InvalidInputException>(() => _lab.Team.Handle(new ResetPassword("vera", Other, "mira"), default));
    }

    [Theory]
    [InlineData(null, "hash")]
    [InlineData("stamp", null)]
    [InlineData(null, null)]
    [InlineData("", "hash")]
    public void Holds_WithoutAStampOrAHash_IsNo(string? stamp, string? hash) => SessionStamp.Holds(stamp, hash).ShouldBeFalse();
}
