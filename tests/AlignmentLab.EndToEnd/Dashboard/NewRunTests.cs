using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace AlignmentLab.EndToEnd.Dashboard;

/// <summary>A run submitted in the browser.</summary>
public sealed class NewRunTests(ServedLab lab) : IClassFixture<ServedLab>
{
    private const string Faulty = """
        name: drafted
        algorithm: behavioral-cloning
        environment: CartPole-v1
        description: <img src=x onerror=window.ran=1> <script>window.ran=1</script>
        options:
          lables: 40
          evaluationEpisodes: 2
          learner: { epochs: 1, model: { hidden: [4] } }
        """;

    [Fact]
    public async Task NewRun_FaultsMendedAndSubmitted_IsWorkedOnAtOnceInItsAuthorsName()
    {
        Chromium.MustBeThere();
        var page = await lab.MemberAsync("rita", "researcher");
        await page.GetByRole(AriaRole.Link, new() { Name = "New run" }).ClickAsync();
        var (spec, faults) = (page.GetByLabel("Spec YAML"), page.GetByRole(AriaRole.Alert));
        await page.GetByLabel("Start from").SelectOptionAsync("dagger-cartpole");
        await Assertions.Expect(spec).ToHaveValueAsync(new Regex("name: dagger-cartpole", RegexOptions.None, TimeSpan.FromSeconds(1)));

        await spec.FillAsync(Faulty);
        await page.GetByRole(AriaRole.Button, new() { Name = "Submit and start" }).ClickAsync();
        var said = await faults.Locator(".said").InnerTextAsync();
        var ran = await lab.Alab.RunAsync("run", lab.Alab.File("spec.yaml", Faulty));
        ran.ExitCode.ShouldBe(2);
        ran.Errors.Trim().ShouldEndWith("/" + said, customMessage: "as the command line tells it");
        await faults.GetByText("lables: 40").First.WaitForAsync();
        (await spec.InputValueAsync()).ReplaceLineEndings().ShouldBe(Faulty.ReplaceLineEndings());
        await Scripts.ShouldNotHaveRunAsync(page);

        await spec.FillAsync(Faulty.Replace("lables", "labels", StringComparison.Ordinal));
        await page.GetByLabel("Overrides").FillAsync("options.evaluationEpisodes=3");
        await page.GetByLabel("Seeds").SelectOptionAsync(new SelectOptionValue { Label = "one seed" });
        await page.GetByLabel("The seed").FillAsync("11");
        await page.GetByRole(AriaRole.Button, new() { Name = "Check" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "One run" }).WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Submit and start" }).ClickAsync();

        await page.GetByRole(AriaRole.Heading, new() { Name = "drafted-" }).GetByText("completed").WaitForAsync(new() { Timeout = 30_000 });
        var run = new Uri(page.Url).Segments[^1];
        var events = (await lab.Alab.RunAsync("events", run, "--json")).Listed;
        events[0].Text("author").ShouldBe("rita");
        events[0]["data"]!["seed"]!.GetValue<ulong>().ShouldBe(11UL);
        events.Count(e => e.Text("type") == "evaluation-completed.v1").ShouldBeGreaterThan(0);
        await Scripts.ShouldNotHaveRunAsync(page);
    }

    [Fact]
    public async Task NewRun_AnUploadedSpecWithSeveralSeeds_IsASetOnTheList()
    {
        Chromium.MustBeThere();
        var page = await lab.PageAsync();
        await page.OpenAsync("/runs/new");
        var upload = page.GetByLabel("Upload a file");
        await upload.SetInputFilesAsync(new FilePayload { Name = "long.yaml", MimeType = "text/yaml", Buffer = new byte[500_000] });
        await page.GetByText("'long.yaml' has more than 100,000 characters").WaitForAsync();
        await upload.SetInputFilesAsync(lab.Alab.File("mine.yaml", Faulty));
        await Assertions.Expect(page.GetByLabel("Spec YAML")).ToHaveValueAsync(new Regex("lables: 40", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await page.GetByRole(AriaRole.Button, new() { Name = "Check" }).ClickAsync();
        await page.GetByText("mine.yaml:6: 'options' has no 'lables'").WaitForAsync();
        await page.GetByLabel("Spec YAML").FillAsync(Faulty.Replace("lables", "labels", StringComparison.Ordinal));
        await page.GetByLabel("Seeds").SelectOptionAsync(new SelectOptionValue { Label = "so many, from 0 on" });
        await page.GetByLabel("How many").FillAsync("2");

        await page.GetByRole(AriaRole.Button, new() { Name = "Submit and start" }).ClickAsync();

        await page.WaitForURLAsync("**/runs?find=drafted-*");
        await page.Locator("tr.run").GetByText("completed").Nth(1).WaitForAsync(new() { Timeout = 30_000 });
        (await page.Locator("tr.run").CountAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task NewRun_LongerThanALabTakes_IsToldAndStays()
    {
        Chromium.MustBeThere();
        var page = await lab.PageAsync();
        await page.OpenAsync("/runs/new");

        // What an input event brings may be cut off by the field, and no message is long enough to end the connection.
        await page.GetByLabel("Spec YAML").FillAsync(new string('\u0001', 100_001));
        await page.GetByRole(AriaRole.Button, new() { Name = "Check" }).ClickAsync();

        await page.GetByText("The spec has more than 100,000 characters").WaitForAsync();
        (await page.GetByLabel("Spec YAML").InputValueAsync()).Length.ShouldBe(100_001);
    }

    [Fact]
    public async Task NewRun_OfAViewer_IsNotOffered()
    {
        Chromium.MustBeThere();
        var page = await lab.MemberAsync("vito", "viewer");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Runs", Exact = true }).WaitForAsync();
        (await page.GetByRole(AriaRole.Link, new() { Name = "New run" }).CountAsync()).ShouldBe(0);

        await page.OpenAsync("/runs/new");

        await page.GetByText("This page is not for your role").WaitForAsync();
    }
}
