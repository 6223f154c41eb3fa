using Microsoft.Playwright;

namespace AlignmentLab.EndToEnd.Dashboard;

/// <summary>Opens pages as a person does who waits until they react.</summary>
internal static class LivePages
{
    /// <param name="live">False: a page that works without a connection.</param>
    public static async Task OpenAsync(this IPage page, string address, bool live = true)
    {
        await page.GotoAsync(address);
        if (live)
        {
            await page.Locator("[data-live=yes]").WaitForAsync();
        }
    }

    /// <summary>Fills the form of the page that asks who comes.</summary>
    public static async Task SignInAsync(this IPage page, string name, string password)
    {
        await page.GetByLabel("Name").FillAsync(name);
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }
}
