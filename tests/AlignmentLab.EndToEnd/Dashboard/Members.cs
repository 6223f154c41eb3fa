using Microsoft.Playwright;

namespace AlignmentLab.EndToEnd.Dashboard;

/// <summary>Gives people accounts, and signs them in.</summary>
internal static class Members
{
    /// <summary>A browser of somebody who has been given an account and has signed in.</summary>
    public static async Task<IPage> MemberAsync(this ServedLab lab, string name, string role, string address = "/")
    {
        var admin = await lab.PageAsync();
        await admin.OpenAsync("/team");
        await admin.GetByLabel("Name").FillAsync(name);
        await admin.GetByLabel("First password").FillAsync(ServedLab.Password);
        await admin.Locator(".stack select").SelectOptionAsync(new SelectOptionValue { Label = role });
        await admin.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
        await admin.GetByRole(AriaRole.Cell, new() { Name = name, Exact = true }).WaitForAsync();
        await admin.Context.CloseAsync();
        return await lab.SignedInAsync(name, ServedLab.Password, address);
    }

    /// <summary>A browser of somebody who has signed in.</summary>
    public static async Task<IPage> SignedInAsync(this ServedLab lab, string name, string password, string address = "/")
    {
        var page = await lab.PageAsync(signedIn: false);
        await page.GotoAsync($"/sign-in?ReturnUrl={Uri.EscapeDataString(address)}");
        await page.SignInAsync(name, password);
        await page.Locator("[data-live=yes]").WaitForAsync();
        return page;
    }

    /// <summary>Makes a token on the page Account, and gives its text.</summary>
    public static async Task<string> MakeTokenAsync(this IPage page, string name, bool onlyLooks = false)
    {
        await page.OpenAsync("/account");
        await page.GetByLabel("What it is for").FillAsync(name);
        await page.GetByLabel("Access").SelectOptionAsync(new SelectOptionValue { Label = onlyLooks ? "only looking" : "whatever your role may do" });
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the token" }).ClickAsync();
        return await page.GetByLabel("The new token").InnerTextAsync();
    }
}
