using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace AlignmentLab.EndToEnd.Dashboard;

/// <summary>A run that waits for people, and people who label its states in the browser.</summary>
public sealed class InboxTests(ServedLab lab) : IClassFixture<ServedLab>, IAsyncDisposable
{
    private const int States = 6;

    private const string Spec = """
        name: asked
        algorithm: behavioral-cloning
        environment: { name: CartPole-v1, options: { maxEpisodeSteps: 6 } }
        expert: { name: human, options: { actsAs: cartpole-feedback } }
        detectors: []
        options: { labels: 6, evaluationEpisodes: 1, learner: { epochs: 1, model: { hidden: [4] } } }
        """;

    private string? _asked;

    [Fact]
    public async Task Inbox_AllStatesAnsweredByKeyboard_LetTheRunComplete()
    {
        Chromium.MustBeThere();
        var run = await AskAsync();
        var page = await lab.MemberAsync("ana", "annotator", "/inbox");
        await page.GetByTitle("Queries that wait for people").WaitForAsync();
        await page.GetByRole(AriaRole.Row).Filter(new() { HasText = run }).GetByRole(AriaRole.Link).First.ClickAsync();
        await page.Locator("svg[aria-label^='Cart at']").WaitForAsync();
        await page.GetByText("wants 1 answer").First.WaitForAsync();

        for (var state = 0; state < States; state++)
        {
            await page.GetByText($"You answered {state} of {States}").WaitForAsync();
            await page.GetByRole(AriaRole.Heading, new() { Name = $"State {state}", Exact = true }).WaitForAsync();
            await page.Locator(".labelling:focus").WaitForAsync();
            await page.Keyboard.PressAsync(state % 2 == 0 ? "1" : "2");
        }

        await page.GetByText($"{run} has its labels.").WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "To the run" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = run }).GetByText("completed").WaitForAsync();
        var recorded = await LabelsAsync(run);
        recorded.Text("author").ShouldBe("ana");
        recorded["data"]!["result"]!["count"]!.GetValue<int>().ShouldBe(States);
    }

    [Fact]
    public async Task Inbox_SkipAndArrows_LeaveTheStateToOthersWithoutAnAnswer()
    {
        Chromium.MustBeThere();
        var run = await AskAsync();
        var page = await lab.MemberAsync("ben", "researcher", $"/runs/{run}");
        await page.GetByRole(AriaRole.Link, new() { Name = "1 query" }).ClickAsync();
        await page.Locator(".labelling:focus").WaitForAsync();

        await page.Keyboard.PressAsync("s");
        await page.GetByLabel("Why is it left to others?").FillAsync("2 or 1, I cannot tell");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Heading, new() { Name = "State 1", Exact = true }).WaitForAsync();
        await page.Locator(".labelling:focus").WaitForAsync();
        await page.Keyboard.PressAsync("ArrowLeft");

        await page.GetByRole(AriaRole.Heading, new() { Name = "State 0", Exact = true }).WaitForAsync();
        await page.GetByText("left to others, wants 1 more").First.WaitForAsync();
        await page.GetByText($"You answered 0 of {States}").WaitForAsync();
    }

    [Fact]
    public async Task Inbox_Viewer_SeesThatThereIsAQueryAndMayNotOpenIt()
    {
        Chromium.MustBeThere();
        var run = await AskAsync();
        var page = await lab.MemberAsync("vic", "viewer", "/inbox");
        var row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = run });
        await row.WaitForAsync();
        var call = await row.GetByRole(AriaRole.Cell).First.InnerTextAsync();
        (await row.GetByRole(AriaRole.Link).CountAsync()).ShouldBe(1, "the run alone is linked");

        await page.OpenAsync($"/inbox/{run}/{call}");

        await page.GetByText("Your role is viewer").WaitForAsync();
        (await page.GetByRole(AriaRole.Button, new() { Name = "push left" }).CountAsync()).ShouldBe(0);
    }

    // A run that still waits has a process that would wait for ever.
    public async ValueTask DisposeAsync()
    {
        if (_asked is { } run)
        {
            await lab.Alab.RunAsync("cancel", run, "--json");
        }
    }

    // A run that a process of its own has brought to its query.
    private async Task<string> AskAsync()
    {
        var submitted = await lab.Alab.RunAsync("run", lab.Alab.File("asked.yaml", Spec), "--detach", "--json");
        submitted.ExitCode.ShouldBe(0, submitted.Errors);
        var run = _asked = submitted.Result.Text("run");
        var page = await lab.PageAsync();
        await page.OpenAsync($"/runs/{run}");
        await page.GetByText("It waits for people").WaitForAsync();
        await page.Context.CloseAsync();
        return run;
    }

    private async Task<System.Text.Json.Nodes.JsonObject> LabelsAsync(string run) =>
        (await lab.Alab.RunAsync("events", run, "--type", "labels-recorded.v1", "--json")).Listed.ShouldHaveSingleItem();
}
