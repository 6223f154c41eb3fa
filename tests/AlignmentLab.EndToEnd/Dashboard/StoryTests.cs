using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace AlignmentLab.EndToEnd.Dashboard;

public sealed class StoryTests(ServedLab lab) : IClassFixture<ServedLab>
{
    [Fact]
    public async Task Runs_ListAndRun_ShowStatusAndCharts()
    {
        Chromium.MustBeThere();
        var page = await lab.PageAsync();
        await page.OpenAsync("/");

        await page.GetByRole(AriaRole.Row).Filter(new() { Has = page.GetByRole(AriaRole.Link, new() { Name = lab.Run, Exact = true }) }).GetByText("completed").WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = lab.Run, Exact = true }).ClickAsync();

        await page.GetByRole(AriaRole.Heading, new() { Name = lab.Run }).WaitForAsync();
        await page.GetByText("Measured once").WaitForAsync();
        await page.GetByText("Digest").WaitForAsync();
    }

    [Fact]
    public async Task Events_FilterAndOpen_ShowTheChainOfARollout()
    {
        Chromium.MustBeThere();
        var page = await lab.PageAsync();
        await page.OpenAsync($"/runs/{lab.Run}/events");
        await page.Locator(".events td").GetByText("run-submitted.v1").WaitForAsync();

        await page.GetByLabel("Type contains").FillAsync("training-completed");
        await page.GetByLabel("Type contains").PressAsync("Enter");
        await page.GetByText("1 found").WaitForAsync();
        await page.Locator(".events tr").Filter(new() { HasText = "training-completed.v1" }).Locator("a").ClickAsync();

        await page.GetByText("Where it comes from").WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "training-requested.v1" }).WaitForAsync();
        (await page.GetByText("holds", new() { Exact = true }).CountAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task Events_Slider_ShowsTheRunAsOfAVersion()
    {
        Chromium.MustBeThere();
        var page = await lab.PageAsync();
        await page.OpenAsync($"/runs/{lab.Run}/events");
        await page.Locator(".events td").GetByText("run-submitted.v1").WaitForAsync();

        await page.GetByLabel("Version", new() { Exact = true }).FillAsync("4");
        await page.GetByLabel("Version", new() { Exact = true }).PressAsync("Enter");

        await page.GetByText("Status then").WaitForAsync();
        await page.GetByText("5 events").WaitForAsync();
    }

    [Fact]
    public async Task Incident_CommentAssignAndInvestigate_AreEventsWithTheirAuthor()
    {
        Chromium.MustBeThere();
        var page = await lab.PageAsync();
        await page.OpenAsync("/incidents");
        await page.Locator($".card[href$='{lab.Incident}']").ClickAsync();
        await page.GetByText("The states it was trained on, and those it visits").WaitForAsync();

        var comment = Scripts.Hostile("It leaves the swing.");
        await page.GetByLabel("Comment").FillAsync(comment);
        await page.GetByRole(AriaRole.Button, new() { Name = "Comment" }).ClickAsync();
        await page.GetByText(comment).WaitForAsync();
        await page.GetByLabel("Assigned to").SelectOptionAsync(ServedLab.Admin);
        await page.GetByText($"assigned it to {ServedLab.Admin}").WaitForAsync();
        await page.GetByLabel("Reason").FillAsync("Looks real.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Investigate" }).ClickAsync();
        await page.GetByText("set it to investigating").WaitForAsync();

        await Scripts.ShouldNotHaveRunAsync(page);
        var shown = (await lab.Alab.RunAsync("incidents", "show", lab.Incident, "--json")).Result;
        shown.Text("assignee").ShouldBe(ServedLab.Admin);
        shown.Text("state").ShouldBe("investigating");
        var actions = shown["actions"]!.AsArray();
        actions.Count.ShouldBe(3);
        actions.ShouldAllBe(a => a!["author"]!.GetValue<string>() == ServedLab.Admin);
        actions[0]!.Text("comment").ShouldBe(comment);
        actions[2]!.Text("comment").ShouldBe("Looks real.");
    }

    [Fact]
    public async Task Pages_TextWithScripts_ShowItAsText()
    {
        Chromium.MustBeThere();
        var page = await lab.PageAsync();
        foreach (var address in new[] { $"/runs/{lab.Run}/definition", $"/runs/{lab.Run}/events/0", "/" })
        {
            await page.OpenAsync(address);
            await page.GetByRole(AriaRole.Heading).First.WaitForAsync();
            await Scripts.ShouldNotHaveRunAsync(page);
        }

        await page.OpenAsync($"/runs/{lab.Run}/definition");
        await page.GetByText(Scripts.Hostile("description")).WaitForAsync();
    }

    [Fact]
    public async Task Fork_OfARun_IsWorkedOnAndFollowedToItsEnd()
    {
        Chromium.MustBeThere();
        var page = await lab.PageAsync();
        await page.OpenAsync($"/runs/{lab.Run}/fork?at=3");
        await page.GetByLabel("Swapped settings").FillAsync("options.learner.epochs=1");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Name the first part" }).FillAsync("other");
        await page.GetByRole(AriaRole.Button, new() { Name = "Fork and start" }).ClickAsync();

        await page.GetByRole(AriaRole.Heading, new() { Name = "other-" }).GetByText("completed").WaitForAsync(new() { Timeout = 30_000 });
        await page.GetByText("fork of").WaitForAsync();
    }

    [Fact]
    public async Task Page_ThatIsNotThere_SaysSo()
    {
        Chromium.MustBeThere();
        var page = await lab.PageAsync();

        var response = await page.GotoAsync("/nothing-here");

        response!.Status.ShouldBe(404);
        await page.GetByText("There is no such page").WaitForAsync();
    }

    [Fact]
    public async Task Viewer_MayLookAndNothingElse()
    {
        Chromium.MustBeThere();
        var page = await lab.PageAsync();
        await page.OpenAsync("/team");
        await page.GetByLabel("Name").FillAsync("vera");
        await page.GetByLabel("First password").FillAsync(ServedLab.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
        await page.GetByRole(AriaRole.Cell, new() { Name = "vera", Exact = true }).WaitForAsync();
        var viewer = await lab.PageAsync(signedIn: false);
        await viewer.GotoAsync($"/sign-in?ReturnUrl=/incidents/{lab.Incident}");
        await viewer.SignInAsync("vera", ServedLab.Password);

        await viewer.GetByText("What was found").WaitForAsync();
        (await viewer.GetByRole(AriaRole.Button, new() { Name = "Comment" }).CountAsync()).ShouldBe(0);
        (await viewer.GetByRole(AriaRole.Button, new() { Name = "Resolve" }).CountAsync()).ShouldBe(0);
        await viewer.OpenAsync($"/runs/{lab.Run}");
        (await viewer.GetByRole(AriaRole.Link, new() { Name = "Fork", Exact = true }).CountAsync()).ShouldBe(0);
    }
}
