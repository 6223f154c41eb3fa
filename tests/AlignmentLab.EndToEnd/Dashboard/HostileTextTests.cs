using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace AlignmentLab.EndToEnd.Dashboard;

/// <summary>Every text that a plugin or a person can put into a lab holds a script; every page shows it as text.</summary>
public sealed class HostileTextTests(PreparedLab prepared)
{
    private const string Spec = """
        name: hostile
        description: "<img src=x onerror=window.ran=1><script>window.ran=1</script> description"
        algorithm: hostile-words
        environment: { name: CartPole-v1 }
        detectors: [hostile-words]
        """;

    [Fact]
    public async Task Pages_OfALabFullOfScripts_ShowThemAsText()
    {
        Chromium.MustBeThere();
        await using var lab = new ServedLab(prepared);
        LayPluginsOut(Path.Combine(lab.Alab.Lab, "plugins"));
        await lab.InitializeAsync();
        var failed = await lab.Alab.RunAsync("run", lab.Alab.File("hostile.yaml", Spec), "--json");
        failed.ExitCode.ShouldBe(1, failed.Errors);
        var run = failed.Result.Text("run");
        var incident = (await lab.Alab.RunAsync("incidents", "list", "--json")).Listed.Single(i => i.Text("run") == run).Text("incident");
        var page = await lab.PageAsync();

        await page.OpenAsync($"/incidents/{incident}");
        await ShowsAsync(page, "title", "explanation", "kind");
        await page.GetByLabel("Comment").FillAsync(Scripts.Hostile("comment"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Comment" }).ClickAsync();
        await page.GetByLabel("Reason").FillAsync(Scripts.Hostile("reason"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Investigate" }).ClickAsync();
        await ShowsAsync(page, "comment", "reason");
        await page.OpenAsync($"/runs/{run}");
        await ShowsAsync(page, "metric", "unit", "failure");
        await page.GetByLabel("Add a tag").FillAsync(Scripts.Hostile("tag"));
        await page.GetByLabel("Add a tag").PressAsync("Enter");
        await page.GetByText("is no tag").WaitForAsync();
        await page.OpenAsync($"/runs/{run}/events/1");
        await ShowsAsync(page, "note");
        await page.OpenAsync($"/runs/{run}/definition");
        await ShowsAsync(page, "description");
        await page.OpenAsync("/plugins");
        await ShowsAsync(page, "plugin", "about", "quarantined");

        var others = lab.Pages.Select(p => p.Replace(lab.Run, run, StringComparison.Ordinal).Replace(lab.Incident, incident, StringComparison.Ordinal));
        foreach (var address in others)
        {
            await page.OpenAsync(address);
            await page.Locator("h1").First.WaitForAsync();
            await Scripts.ShouldNotHaveRunAsync(page);
        }
    }

    // What was written is there to be read, and nothing of it has run.
    private static async Task ShowsAsync(IPage page, params string[] marks)
    {
        foreach (var mark in marks)
        {
            await page.Locator("main").GetByText($"</script> {mark}").First.WaitForAsync();
        }

        await Scripts.ShouldNotHaveRunAsync(page);
    }

    private static void LayPluginsOut(string folder)
    {
        const string assembly = "AlignmentLab.HostilePlugin.dll";
        foreach (var (id, max) in new[] { ("hostile.words", "0.2"), ("hostile.future", "<script>window.ran=1</script> quarantined") })
        {
            var plugin = Directory.CreateDirectory(Path.Combine(folder, id)).FullName;
            File.Copy(Path.Combine(AppContext.BaseDirectory, "HostilePlugin", assembly), Path.Combine(plugin, assembly));
            File.WriteAllText(Path.Combine(plugin, "plugin.json"), new JsonObject
            {
                ["id"] = id,
                ["version"] = "1.0",
                ["name"] = Scripts.Hostile("plugin"),
                ["description"] = Scripts.Hostile("about"),
                ["assembly"] = assembly,
                ["contract"] = new JsonObject { ["min"] = "0.1", ["max"] = max },
            }.ToJsonString());
        }
    }
}
