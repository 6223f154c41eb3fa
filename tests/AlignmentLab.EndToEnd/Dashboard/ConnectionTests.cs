using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace AlignmentLab.EndToEnd.Dashboard;

/// <summary>The network and the server fail in the middle of what people do.</summary>
public sealed class ConnectionTests(ServedLab lab) : IClassFixture<ServedLab>
{
    private const int States = 6;

    private const string Asking = """
        name: asked
        algorithm: behavioral-cloning
        environment: { name: CartPole-v1, options: { maxEpisodeSteps: 6 } }
        expert: { name: human, options: { actsAs: cartpole-feedback } }
        detectors: []
        options: { labels: 6, evaluationEpisodes: 1, learner: { epochs: 1, model: { hidden: [4] } } }
        """;

    [Fact]
    public async Task Comment_NetworkCutWhileItIsWritten_IsKeptAndSentOnceRestored()
    {
        Chromium.MustBeThere();
        await using var network = new CuttableConnection(lab.Address);
        var page = await lab.PageAsync();
        await page.OpenAsync($"{network.Address}/sign-in?ReturnUrl=/incidents/{lab.Incident}", live: false);
        await page.SignInAsync(ServedLab.Admin, ServedLab.Password);
        await page.Locator("[data-live=yes]").WaitForAsync();
        await page.GetByLabel("Comment").FillAsync("Written before the cut, ");

        network.Cut();
        await page.Locator("#components-reconnect-modal").WaitForAsync();
        network.Restore();
        await page.Locator("#components-reconnect-modal").WaitForAsync(new() { State = WaitForSelectorState.Hidden, Timeout = 45_000 });
        await page.GetByLabel("Comment").PressSequentiallyAsync("and after it.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Comment" }).ClickAsync();

        await page.Locator(".log").GetByText("Written before the cut, and after it.").WaitForAsync();
        (await lab.Alab.RunAsync("incidents", "show", lab.Incident, "--json")).Result["actions"]!.AsArray()
            .Count(a => a!.Text("comment") == "Written before the cut, and after it.").ShouldBe(1);
    }

    [Fact]
    public async Task Inbox_ServerKilledBetweenAnswers_LosesNoneAndTheRunCompletes()
    {
        Chromium.MustBeThere();
        var submitted = await lab.Alab.RunAsync("run", lab.Alab.File("asked.yaml", Asking), "--detach", "--json");
        submitted.ExitCode.ShouldBe(0, submitted.Errors);
        var run = submitted.Result.Text("run");
        var page = await lab.PageAsync();
        await page.OpenAsync($"/runs/{run}");
        await page.GetByRole(AriaRole.Link, new() { Name = "1 query" }).ClickAsync();
        await AnswerAsync(page, 0, 3);

        await lab.KillAndRestartAsync();
        await page.GotoAsync(page.Url);
        await page.Locator("[data-live=yes]").WaitForAsync();
        await page.GetByText($"You answered 3 of {States}").WaitForAsync();
        await AnswerAsync(page, 3, States);

        await page.GetByText($"{run} has its labels.").WaitForAsync();
        await page.OpenAsync($"/runs/{run}");
        await page.GetByRole(AriaRole.Heading, new() { Name = run }).GetByText("completed").WaitForAsync();
        (await lab.Alab.RunAsync("verify", "--json")).ExitCode.ShouldBe(0);
    }

    // Each answer is acknowledged before the next is given.
    private static async Task AnswerAsync(IPage page, int from, int to)
    {
        for (var state = from; state < to; state++)
        {
            await page.GetByText($"You answered {state} of {States}").WaitForAsync();
            await page.GetByRole(AriaRole.Heading, new() { Name = $"State {state}", Exact = true }).WaitForAsync();
            await page.Locator(".labelling:focus").WaitForAsync();
            await page.Keyboard.PressAsync("1");
        }

        if (to < States)
        {
            await page.GetByText($"You answered {to} of {States}").WaitForAsync();
        }
    }
}
