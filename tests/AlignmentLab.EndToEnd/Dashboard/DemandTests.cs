using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace AlignmentLab.EndToEnd.Dashboard;

/// <summary>Labels demanded for an incident, of people who label in the browser.</summary>
public sealed class DemandTests(ServedLab lab) : IClassFixture<ServedLab>
{
    private const int States = 3;

    // People who say one thing whatever the state make a policy that falls at once, and visits other states than they saw.
    private const string Spec = """
        name: asked
        algorithm: behavioral-cloning
        environment: { name: CartPole-v1, options: { maxEpisodeSteps: 30 } }
        expert: { name: human, options: { actsAs: cartpole-feedback } }
        detectors:
          - { name: state-shift, options: { alpha: 0.5, minimumStates: 20, minimumEpisodes: 2, minimumDistance: 0.05 } }
        options: { labels: 90, evaluationEpisodes: 20, learner: { epochs: 40, model: { hidden: [4] } } }
        """;

    [Fact]
    public async Task Demand_OfPeople_IsAnsweredInTheInboxUntilTheIncidentShowsTheirAgreement()
    {
        Chromium.MustBeThere();
        var incident = await IncidentAsync();
        var page = await lab.PageAsync();
        await page.OpenAsync($"/incidents/{incident}");
        await page.GetByLabel("Labels").FillAsync($"{States}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Demand labels" }).ClickAsync();
        await page.GetByText($"0 of {States} states are answered.").WaitForAsync();

        var annotator = await lab.MemberAsync("ana", "annotator", "/inbox");
        await annotator.GetByRole(AriaRole.Row).Filter(new() { HasText = "incident" }).GetByRole(AriaRole.Link).First.ClickAsync();
        for (var state = 0; state < States; state++)
        {
            await annotator.GetByText($"You answered {state} of {States}").WaitForAsync();
            await annotator.Locator(".labelling:focus").WaitForAsync();
            await annotator.Keyboard.PressAsync("1");
        }

        await annotator.GetByText("The incident has its labels.").WaitForAsync();
        await page.Locator(".log").GetByText($"People labelled {States} of the visited states.").WaitForAsync();
        await page.Locator(".log").GetByText($"{States} of {States} states are answered.").WaitForAsync();
        var labels = (await lab.Alab.RunAsync("incidents", "show", incident, "--json")).Result["actions"]!.AsArray().Last(a => a!["labels"] is not null)!;
        labels.Text("author").ShouldBe("ana");
        labels["labels"]!["count"]!.GetValue<int>().ShouldBe(States);
    }

    [Fact]
    public async Task Demand_OfARunWithoutAnExpert_IsNotOfferedAndThePageSaysWhy()
    {
        Chromium.MustBeThere();
        var ran = await lab.Alab.RunAsync("run", Path.Combine(Alab.Experiments, "q-learning-boat-race.yaml"), "--json");
        ran.ExitCode.ShouldBe(0, ran.Errors);
        var listed = (await lab.Alab.RunAsync("incidents", "list", "--run", ran.Result.Text("run"), "--json")).Listed;
        var page = await lab.PageAsync();

        await page.OpenAsync($"/incidents/{listed[0].Text("incident")}");

        await page.GetByText("No labels can be demanded: the run has no expert").WaitForAsync();
        (await page.GetByRole(AriaRole.Button, new() { Name = "Demand labels" }).CountAsync()).ShouldBe(0);
    }

    // A run whose people say "push left" in every state; the incident that its policy gives rise to.
    private async Task<string> IncidentAsync()
    {
        var submitted = await lab.Alab.RunAsync("run", lab.Alab.File("asked.yaml", Spec), "--detach", "--json");
        submitted.ExitCode.ShouldBe(0, submitted.Errors);
        var run = submitted.Result.Text("run");
        using var events = new FollowedProcess(lab.Alab.Start("events", run, "--follow", "--json"));
        var answered = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            var line = await events.LineAsync(l => Type(l) == "run-completed.v1" || (Type(l) == "labels-requested.v1" && !answered.Contains(Call(l))));
            if (Type(line) == "run-completed.v1")
            {
                return (await lab.Alab.RunAsync("incidents", "list", "--run", run, "--json")).Listed.ShouldHaveSingleItem().Text("incident");
            }

            var shown = await lab.Alab.RunAsync("inbox", run, "--query", Call(line), "--json");
            shown.ExitCode.ShouldBe(0, shown.Errors);
            var answers = shown.Result["states"]!.AsArray().Select(s => $$"""{"state":{{s!["state"]}},"action":0}""");
            var gave = await lab.Alab.RunAsync("answer", run, Call(line), "--from", lab.Alab.File("answers.jsonl", string.Join('\n', answers)));
            gave.ExitCode.ShouldBe(0, gave.Errors);
            answered.Add(Call(line));
        }
    }

    private static string Type(string line) => line.StartsWith('{') ? JsonNode.Parse(line)!["type"]?.GetValue<string>() ?? "" : "";

    private static string Call(string line) => JsonNode.Parse(line)!.Text("call");
}
