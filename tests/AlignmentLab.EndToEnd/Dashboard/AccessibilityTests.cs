using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace AlignmentLab.EndToEnd.Dashboard;

/// <summary>axe looks at every page, light and dark, and finds nothing serious; and every page fits on a phone.</summary>
public sealed class AccessibilityTests(ServedLab lab) : IClassFixture<ServedLab>
{
    private const int Phone = 390;

    [Fact]
    public async Task Pages_LookedAtByAxe_HaveNoSeriousViolationAndFitOnAPhone()
    {
        Chromium.MustBeThere();
        var page = await lab.PageAsync();
        var found = new List<string>();
        foreach (var address in lab.Pages)
        {
            await page.SetViewportSizeAsync(1280, 900);
            await page.OpenAsync(address);
            await page.Locator("h1").First.WaitForAsync();
            foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
            {
                await page.EmulateMediaAsync(new() { ColorScheme = scheme });
                var result = await page.RunAxe();
                found.AddRange(result.Violations.Where(v => v.Impact is "serious" or "critical").Select(v => $"{scheme}: {Describe(address, v)}"));
            }

            await page.SetViewportSizeAsync(Phone, 844);
            var width = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
            found.AddRange(width > Phone ? [$"{address} is {width} wide"] : []);
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
