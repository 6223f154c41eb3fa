using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace AlignmentLab.EndToEnd.Dashboard;

/// <summary>Two people at work on the same thing.</summary>
public sealed class TeamworkTests(ServedLab lab) : IClassFixture<ServedLab>
{
    [Fact]
    public async Task Incident_TwoPeopleAtOnce_SeeEachOtherAndLoseNothing()
    {
        Chromium.MustBeThere();
        var mira = await lab.PageAsync();
        await mira.OpenAsync($"/incidents/{lab.Incident}");
        var ben = await lab.MemberAsync("ben", "researcher", $"/incidents/{lab.Incident}");

        // Both write before either sends; both send at once.
        await mira.GetByLabel("Comment").FillAsync("It leaves the swing.");
        await ben.GetByLabel("Comment").FillAsync("The start states differ.");
        await Task.WhenAll(
            mira.GetByRole(AriaRole.Button, new() { Name = "Comment" }).ClickAsync(),
            ben.GetByRole(AriaRole.Button, new() { Name = "Comment" }).ClickAsync());

        foreach (var page in new[] { mira, ben })
        {
            await page.Locator(".log").GetByText("It leaves the swing.").WaitForAsync();
            await page.Locator(".log").GetByText("The start states differ.").WaitForAsync();
        }

        await mira.GetByLabel("Assigned to").SelectOptionAsync("ben");
        await ben.Locator(".log").GetByText("assigned it to ben").WaitForAsync();
        await ben.GetByRole(AriaRole.Button, new() { Name = "Resolve" }).ClickAsync();
        await mira.GetByText("resolved", new() { Exact = true }).First.WaitForAsync();

        var shown = (await lab.Alab.RunAsync("incidents", "show", lab.Incident, "--json")).Result;
        shown["actions"]!.AsArray().Select(a => a!.Text("author")).ToList().ShouldBe(["mira", "ben", "mira", "ben"], ignoreOrder: true);
        shown.Text("state").ShouldBe("resolved");
    }
}
