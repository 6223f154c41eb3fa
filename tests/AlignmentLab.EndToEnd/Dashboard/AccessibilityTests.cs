using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Shouldly;
using Xunit;

namespace AlignmentLab.EndToEnd.Dashboard;

/// <summary>axe looks at every page, light and dark, and finds nothing serious.</summary>
[Collection(nameof(OneAtATime))]
public sealed class AccessibilityTests(ServedLab lab) : IClassFixture<ServedLab>
{
    [Theory]
    [InlineData(Microsoft.Playwright.ColorScheme.Light)]
    [InlineData(Microsoft.Playwright.ColorScheme.Dark)]
    public async Task Pages_LookedAtByAxe_HaveNoSeriousViolation(Microsoft.Playwright.ColorScheme scheme)
    {
        Chromium.MustBeThere();
        var page = await lab.PageAsync();
        await page.EmulateMediaAsync(new() { ColorScheme = scheme });
        var found = new List<string>();
        foreach (var address in lab.Pages)
        {
            await page.OpenAsync(address);
            await page.Locator("h1").First.WaitForAsync();
            var result = await page.RunAxe();
            found.AddRange(result.Violations.Where(v => v.Impact is "serious" or "critical").Select(v => Describe(address, v)));
        }

        found.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/sign-in")]
    public async Task PlainPages_LookedAtByAxe_HaveNoSeriousViolation(string address)
    {
        Chromium.MustBeThere();
        var page = await lab.PageAsync(signedIn: false);
        await page.GotoAsync(address);
        var result = await page.RunAxe();

        result.Violations.Where(v => v.Impact is "serious" or "critical").Select(v => Describe(address, v)).ShouldBeEmpty();
    }

    private static string Describe(string address, AxeResultItem violation) =>
        $"{address}: {violation.Id} ({violation.Impact}), {violation.Help}: {string.Join("; ", violation.Nodes.Take(3).Select(n => n.Html))}";
}
