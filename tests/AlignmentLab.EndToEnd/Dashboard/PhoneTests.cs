using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace AlignmentLab.EndToEnd.Dashboard;

/// <summary>On a phone the list of pages lies behind a button.</summary>
public sealed class PhoneTests(ServedLab lab) : IClassFixture<ServedLab>
{
    [Fact]
    public async Task Menu_ByKeyboardAndTouch_OpensLeadsOnAndCloses()
    {
        Chromium.MustBeThere();
        var page = await lab.PageAsync();
        await page.SetViewportSizeAsync(390, 844);
        await page.OpenAsync("/");
        var (menu, inbox) = (page.GetByRole(AriaRole.Button, new() { Name = "Menu" }), page.GetByRole(AriaRole.Link, new() { Name = "Inbox" }));
        await Assertions.Expect(inbox).ToBeHiddenAsync();

        await menu.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await inbox.WaitForAsync();
        (await page.RunAxe()).Violations.Where(v => v.Impact is "serious" or "critical").ShouldBeEmpty();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(inbox).ToBeHiddenAsync();
        await Assertions.Expect(menu).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("Enter");
        await inbox.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Inbox", Exact = true }).WaitForAsync();
        await Assertions.Expect(inbox).ToBeHiddenAsync();

        await menu.ClickAsync();
        await inbox.WaitForAsync();
        await page.GoBackAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Runs", Exact = true }).WaitForAsync();
        await Assertions.Expect(inbox).ToBeHiddenAsync();

        await page.SetViewportSizeAsync(1280, 900);
        await Assertions.Expect(menu).ToBeHiddenAsync();
        await Assertions.Expect(inbox).ToBeVisibleAsync();
    }
}
