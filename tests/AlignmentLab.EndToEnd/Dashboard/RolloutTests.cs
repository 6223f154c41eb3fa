using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace AlignmentLab.EndToEnd.Dashboard;

/// <summary>A rollout of a learner that errs, watched in the browser and shown on the command line.</summary>
public sealed class RolloutTests(ServedLab lab) : IClassFixture<ServedLab>
{
    [Fact]
    public async Task Rollouts_FromTheListToAState_AreWatchedByKeyboardAndSharedByAddress()
    {
        Chromium.MustBeThere();
        var run = await RunAsync();
        var page = await lab.PageAsync();
        await page.OpenAsync($"/runs/{run}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Rollouts" }).ClickAsync();
        await page.GetByRole(AriaRole.Row).Filter(new() { HasText = "model of" }).First.GetByRole(AriaRole.Link).ClickAsync();
        await page.Locator("svg[aria-label^='Cart at']").WaitForAsync();
        await page.Locator(".watching:focus").WaitForAsync();

        await page.Keyboard.PressAsync("n");
        await page.GetByText("✗ differs").WaitForAsync();
        await page.WaitForURLAsync("**/rollout?step=*");
        var shared = page.Url;
        await page.Keyboard.PressAsync("End");
        await page.GetByText("terminated: the task ended by itself").WaitForAsync();
        await page.Keyboard.PressAsync("Home");
        await page.Locator("[data-state='0']").WaitForAsync();
        await page.Keyboard.PressAsync(" ");
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).WaitForAsync();
        await page.Locator("[data-state]:not([data-state='0'])").WaitForAsync();
        await page.Keyboard.PressAsync(" ");
        await page.GetByRole(AriaRole.Button, new() { Name = "Play" }).WaitForAsync();
        (await page.EvaluateAsync<int>("window.scrollY")).ShouldBe(0, "the keys do not scroll the page");

        var other = await lab.PageAsync();
        await other.OpenAsync(shared);
        await other.Locator($"[data-state='{shared[(shared.IndexOf('=') + 1)..]}']").WaitForAsync();
        await other.GetByText("✗ differs").WaitForAsync();
        await other.GetByRole(AriaRole.Link, new() { Name = "Next rollout" }).ClickAsync();
        await other.Locator("[data-state='0']").WaitForAsync();
        await other.GetByRole(AriaRole.Link, new() { Name = "recorded" }).ClickAsync();
        await other.GetByRole(AriaRole.Link, new() { Name = "Watch the rollout" }).ClickAsync();
        await other.Locator("svg[aria-label^='Cart at']").WaitForAsync();
    }

    [Fact]
    public async Task Evaluation_EpisodeFromTheRunsPage_IsPlayedAgainWithTheReturnOnRecord()
    {
        Chromium.MustBeThere();
        var run = await RunAsync();
        var page = await lab.PageAsync();
        await page.OpenAsync($"/runs/{run}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Rollouts" }).ClickAsync();
        var lowest = page.GetByTitle("Watch episode").First;
        var recorded = await lowest.InnerTextAsync();
        await lowest.ClickAsync();
        await page.Locator("svg[aria-label^='Cart at']").WaitForAsync();
        await page.GetByText("played again from the run's seed; the log holds its return alone, which is the same").WaitForAsync();
        await page.GetByText($"{recorded} in ").First.WaitForAsync();
        await page.Locator(".watching:focus").WaitForAsync();

        await page.Keyboard.PressAsync("End");
        await page.GetByText(new Regex("^terminated:|^truncated:", RegexOptions.None, TimeSpan.FromSeconds(1))).WaitForAsync();
        await page.Keyboard.PressAsync("Home");
        await page.Keyboard.PressAsync(" ");
        await page.Locator("[data-state]:not([data-state='0'])").WaitForAsync();
        await page.Keyboard.PressAsync(" ");
        var episode = page.GetByRole(AriaRole.Spinbutton, new() { Name = "Episode" });
        await episode.FillAsync("2");
        await episode.PressAsync("Enter");
        await page.GetByRole(AriaRole.Region, new() { Name = "Episode 2 of" }).WaitForAsync();
        await page.WaitForURLAsync("**episode=2*");
    }

    [Fact]
    public async Task Rollouts_OnTheCommandLine_GiveTheSameStatesAndLabels()
    {
        Chromium.MustBeThere();
        var run = await RunAsync();
        var list = await lab.Alab.RunAsync("rollouts", "list", run, "--json");
        list.ExitCode.ShouldBe(0, list.Errors);
        var learned = list.Listed.First(r => r.Text("policy").StartsWith("model of", StringComparison.Ordinal));
        var steps = learned["steps"]!.GetValue<int>();

        var shown = await lab.Alab.RunAsync("rollouts", "show", run, learned.Text("call"), "--steps", $"{steps + 1}", "--json");

        shown.ExitCode.ShouldBe(0, shown.Errors);
        shown.Listed.Count.ShouldBe(steps + 1);
        shown.Listed.Count(s => s["labels"]!.AsArray().Any(l => l!.Text("agreement") == "different")).ShouldBe(learned["disagreements"]!.GetValue<int>());
        shown.Listed[^1].Text("ending").ShouldBe("terminated");
        shown.Result["rollout"]!["return"]!.GetValue<double>().ShouldBe(shown.Listed[^1]["return"]!.GetValue<double>());
        (await lab.Alab.RunAsync("rollouts", "show", run, "99/rollout")).ExitCode.ShouldBe(2);
    }

    private async Task<string> RunAsync()
    {
        var ran = await lab.Alab.RunAsync("run", Path.Combine(Alab.Experiments, "dagger-cartpole.yaml"), "--set", "options.rounds=2", "--json");
        ran.ExitCode.ShouldBe(0, ran.Errors);
        return ran.Result.Text("run");
    }
}
