using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace AlignmentLab.EndToEnd.Dashboard;

[Collection(nameof(OneAtATime))]
public sealed class AuditPageTests(ServedLab lab) : IClassFixture<ServedLab>
{
    [Fact]
    public async Task Audit_OfAComment_LeadsToItsEventAndIsTheCommandLinesToo()
    {
        Chromium.MustBeThere();
        var comment = Scripts.Hostile("It leaves the swing.");
        (await lab.Alab.RunAsync("incidents", "comment", lab.Incident, comment)).ExitCode.ShouldBe(0);
        var auditor = await lab.MemberAsync("aud", "auditor", "/audit");
        await auditor.GetByText("made the account aud, auditor").WaitForAsync();

        await auditor.GetByLabel("Kind").SelectOptionAsync("incidents");
        await auditor.WaitForURLAsync("**/audit?kind=incidents");
        await auditor.GetByText("made the account aud, auditor").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        var row = auditor.GetByRole(AriaRole.Row).Filter(new() { HasText = $"commented on the incident {lab.Incident}: {comment}" });
        (await row.GetByRole(AriaRole.Link, new() { Name = lab.Run }).CountAsync()).ShouldBe(1);
        await row.GetByRole(AriaRole.Link).Last.ClickAsync();

        await auditor.GetByRole(AriaRole.Heading, new() { Name = "incident-commented.v1" }).WaitForAsync();
        (await auditor.GetByText("holds", new() { Exact = true }).CountAsync()).ShouldBe(2);
        await Scripts.ShouldNotHaveRunAsync(auditor);
        var told = (await lab.Alab.RunAsync("audit", "--kind", "incidents", "--json")).Listed.ShouldHaveSingleItem();
        told.Text("person").ShouldBe(Environment.UserName);
        told.Text("run").ShouldBe(lab.Run);
    }

    [Fact]
    public async Task Audit_MoreThanAPage_GoesOnWithOlderActs()
    {
        Chromium.MustBeThere();
        for (var i = 0; i < 51; i++)
        {
            (await lab.Alab.RunAsync(i % 2 == 0 ? ["hold", lab.Run] : ["hold", lab.Run, "--release"])).ExitCode.ShouldBe(0);
        }

        var page = await lab.PageAsync();
        await page.OpenAsync("/audit?kind=retention");
        await page.Locator(".acts tbody tr").Nth(49).WaitForAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Older" }).ClickAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Newest" }).WaitForAsync();
        (await page.Locator(".acts tbody tr").CountAsync()).ShouldBe(1);
        await page.GetByRole(AriaRole.Link, new() { Name = "Newest" }).ClickAsync();
        await page.Locator(".acts tbody tr").Nth(49).WaitForAsync();
    }
}
