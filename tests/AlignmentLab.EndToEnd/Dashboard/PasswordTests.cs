using Microsoft.Playwright;
using Xunit;

namespace AlignmentLab.EndToEnd.Dashboard;

public sealed class PasswordTests(ServedLab lab) : IClassFixture<ServedLab>
{
    private const string Other = "another long password";

    [Fact]
    public async Task Change_OnTheAccountPage_EndsTheOtherSessionsAndKeepsThisOne()
    {
        Chromium.MustBeThere();
        var page = await lab.MemberAsync("pia", "annotator", "/account");
        var elsewhere = await lab.SignedInAsync("pia", ServedLab.Password, "/incidents");

        await ChangeAsync(page, "not the password");
        await page.GetByText("The old password is another one.").WaitForAsync();
        await ChangeAsync(page, ServedLab.Password);
        await page.GetByText("Your password is changed.").WaitForAsync();

        await elsewhere.WaitForURLAsync("**/sign-in?**");
        await elsewhere.SignInAsync("pia", ServedLab.Password);
        await elsewhere.GetByText("Name and password do not belong together.").WaitForAsync();
        await elsewhere.SignInAsync("pia", Other);
        await elsewhere.GetByRole(AriaRole.Heading, new() { Name = "Incidents" }).WaitForAsync();
        await page.OpenAsync("/account");
        await page.GetByText("pia, annotator").WaitForAsync();
    }

    [Fact]
    public async Task Reset_ByTheAdmin_LetsTheNewPasswordIn()
    {
        Chromium.MustBeThere();
        var member = await lab.MemberAsync("pit", "viewer", "/incidents");
        var admin = await lab.PageAsync();
        await admin.OpenAsync("/team");
        await admin.GetByLabel("Whose").FillAsync("pit");
        await admin.GetByLabel("New password").FillAsync(Other);
        await admin.GetByRole(AriaRole.Button, new() { Name = "Reset it" }).ClickAsync();
        await admin.GetByText("pit has the new password.").WaitForAsync();

        await member.WaitForURLAsync("**/sign-in?**");
        await lab.SignedInAsync("pit", Other);
    }

    private static async Task ChangeAsync(IPage page, string old)
    {
        await page.OpenAsync("/account");
        await page.GetByLabel("Old password").FillAsync(old);
        await page.GetByLabel("New password").FillAsync(Other);
        await page.GetByRole(AriaRole.Button, new() { Name = "Change it" }).ClickAsync();
    }
}
