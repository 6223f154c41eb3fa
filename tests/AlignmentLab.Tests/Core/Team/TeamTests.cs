using System.Text;
using AlignmentLab.Core.Team;
using AlignmentLab.Errors;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Team;

public sealed class TeamTests : IDisposable
{
    private readonly TeamLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public async Task SetUp_EmptyLab_MakesAnAdminWhoseHashIsNotOnTheLog()
    {
        var admin = await _lab.SetUpAsync();

        admin.Role.ShouldBe(Role.Admin);
        var e = (await _lab.EventsAsync()).ShouldHaveSingleItem();
        Encoding.UTF8.GetString(e.Data.Span).ShouldBe("""{"name":"mira","role":"admin"}""");
        e.Author.ShouldBe("mira");
        (await _lab.Credentials.HashAsync("mira"))!.ShouldStartWith("pbkdf2-sha256$600000$");
    }

    [Fact]
    public async Task SetUp_SecondTime_IsRefused()
    {
        await _lab.SetUpAsync();

        await Should.ThrowAsync<InvalidInputException>(() => _lab.SetUpAsync("intruder"));

        (await _lab.EventsAsync()).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("mira", TeamLab.Password, true)]
    [InlineData("mira", "correct horse batterz", false)]
    [InlineData("nobody", TeamLab.Password, false)]
    [InlineData("mira", "", false)]
    public async Task SignIn_NameAndPassword_AreCompared(string name, string password, bool fits)
    {
        await _lab.SetUpAsync();

        ((await _lab.Team.Handle(new SignIn(name, password), default)) is not null).ShouldBe(fits);
    }

    [Fact]
    public async Task SignIn_ClosedAccount_IsRefused()
    {
        await _lab.SetUpAsync();
        await _lab.CreateAsync("vera", Role.Viewer);
        await _lab.Team.Handle(new CloseAccount("vera", "mira"), default);

        (await _lab.Team.Handle(new SignIn("vera", TeamLab.Password), default)).ShouldBeNull();
        await Should.ThrowAsync<InvalidInputException>(() => _lab.CreateAsync("vera", Role.Viewer));
    }

    [Fact]
    public async Task ChangeRole_TheOnlyAdmin_StaysOne()
    {
        await _lab.SetUpAsync();
        await _lab.CreateAsync("vera", Role.Viewer);

        await Should.ThrowAsync<InvalidInputException>(() => _lab.Team.Handle(new ChangeRole("mira", Role.Viewer, "mira"), default));
        await Should.ThrowAsync<InvalidInputException>(() => _lab.Team.Handle(new CloseAccount("mira", "mira"), default));
        await _lab.Team.Handle(new ChangeRole("vera", Role.Admin, "mira"), default);
        (await _lab.Team.Handle(new ChangeRole("mira", Role.Viewer, "vera"), default)).Role.ShouldBe(Role.Viewer);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Mira")]
    [InlineData("-mira")]
    [InlineData("<script>")]
    [InlineData("mira mira")]
    [InlineData("abcdefghijabcdefghijabcdefghijabcdefghijk")]
    public async Task CreateAccount_UnusableName_IsRefusedAndNothingIsKept(string name)
    {
        await _lab.SetUpAsync();

        await Should.ThrowAsync<InvalidInputException>(() => _lab.CreateAsync(name, Role.Viewer));

        (await _lab.Credentials.HashAsync(name)).ShouldBeNull();
    }

    [Fact]
    public async Task Accounts_AnotherProcessAppends_AreSeen()
    {
        await _lab.SetUpAsync();
        using var other = new Accounts(_lab.Store, TimeProvider.System);
        (await other.FindAsync("vera")).ShouldBeNull();

        await _lab.CreateAsync("vera", Role.Auditor);

        (await other.FindAsync("vera"))!.Role.ShouldBe(Role.Auditor);
    }

    [Theory]
    [InlineData("short")]
    [InlineData("")]
    public void PasswordHash_TooShort_IsRefused(string password) => Should.Throw<InvalidInputException>(() => PasswordHash.Of(password));

    [Fact]
    public void PasswordHash_SamePasswordTwice_DiffersAndBothMatch()
    {
        var (one, two) = (PasswordHash.Of(TeamLab.Password), PasswordHash.Of(TeamLab.Password));

        one.ShouldNotBe(two);
        PasswordHash.Matches(one, TeamLab.Password).ShouldBeTrue();
        PasswordHash.Matches(two, TeamLab.Password).ShouldBeTrue();
        PasswordHash.Matches("something else", TeamLab.Password).ShouldBeFalse();
    }
}
