using Microsoft.Playwright;

namespace AlignmentLab.EndToEnd.Dashboard;

/// <summary>Opens pages as a person does who waits until they react.</summary>
internal static class LivePages
{
    public static async Task OpenAsync(this IPage page, string address)
    {
        await page.GotoAsync(address);
        await page.Locator("[data-live=yes]").WaitForAsync();
    }

    /// <summary>Fills the form of the page that asks who comes.</summary>
    public static async Task SignInAsync(this IPage page, string name, string password)
    {
        await page.GetByLabel("Name").FillAsync(name);
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }
}
