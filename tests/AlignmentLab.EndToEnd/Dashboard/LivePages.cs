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
}
