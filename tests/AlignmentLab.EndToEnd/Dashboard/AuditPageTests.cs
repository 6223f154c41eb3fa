using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace AlignmentLab.EndToEnd.Dashboard;

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
        var tags = Enumerable.Range(0, 20).Select(i => $"tag-{i}").ToArray();
        foreach (var command in (string[][])[["runs", "tag", lab.Run, .. tags], ["runs", "tag", lab.Run, "--remove", .. tags], ["runs", "tag", lab.Run, .. tags]])
        {
            (await lab.Alab.RunAsync(command)).ExitCode.ShouldBe(0);
        }

        var acts = (await lab.Alab.RunAsync("audit", "--kind", "runs", "--json")).Listed.Count;
        var page = await lab.PageAsync();
        await page.OpenAsync("/audit?kind=runs");
        await page.Locator(".acts tbody tr").Nth(49).WaitForAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Older" }).ClickAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Newest" }).WaitForAsync();
        await Assertions.Expect(page.Locator(".acts tbody tr")).ToHaveCountAsync(acts - 50);
        await page.GetByRole(AriaRole.Link, new() { Name = "Newest" }).ClickAsync();
        await page.Locator(".acts tbody tr").Nth(49).WaitForAsync();
    }
}
