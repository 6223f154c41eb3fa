using Xunit;

namespace AlignmentLab.EndToEnd.Dashboard;

/// <summary>On a server of its own: whoever guesses makes everybody wait who comes from the same address.</summary>
public sealed class ThrottleTests(ServedLab lab) : IClassFixture<ServedLab>
{
    [Fact]
    public async Task SignIn_ManyWrongPasswords_AreMadeToWait()
    {
        Chromium.MustBeThere();
        var page = await lab.PageAsync(signedIn: false);
        await page.GotoAsync("/sign-in");
        for (var i = 0; i < 5; i++)
        {
            await page.SignInAsync("nobody", "not the password");
        }

        await page.SignInAsync("nobody", "not the password");

        await page.GetByText("Too many wrong passwords.").WaitForAsync();
    }
}
