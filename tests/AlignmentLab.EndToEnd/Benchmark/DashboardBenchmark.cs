using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using AlignmentLab.EndToEnd.Dashboard;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace AlignmentLab.EndToEnd.Benchmark;

/// <summary>
/// The dashboard's figures, measured in Chromium and printed: <c>eng/bench-dashboard</c> runs them. They are no tests: nothing
/// is asserted of a time.
/// </summary>
[Collection(nameof(OneAtATime))]
public sealed class DashboardBenchmark
{
    private const int Rounds = 3;
    private const int RunRounds = 7;
    private const int Pages = 50;

    [Fact(Explicit = true)]
    public async Task BigLab_FirstContentInteractionAndMemory()
    {
        Chromium.MustBeThere();
        using var alab = new Alab();
        await BigLab.WriteAsync(alab.Lab);
        var started = Stopwatch.GetTimestamp();
        using var process = alab.Start("serve", "--no-login", "--urls", "http://127.0.0.1:0", "--json");
        using var server = new FollowedProcess(process);
        var address = await AddressAsync(server);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.LaunchAsync(playwright);
        var page = await browser.NewPageAsync(new BrowserNewPageOptions { BaseURL = address });
        Print("first content while the log is still being read", await page.FirstContentAsync("/"), "ms");
        await page.GotoAsync("/lab");
        await page.GetByText("Figures are not complete yet").WaitForAsync(new() { State = WaitForSelectorState.Detached, Timeout = 60_000 });
        Print("view of the whole lab complete after start", Stopwatch.GetElapsedTime(started).TotalSeconds, "s");
        var (run, incident) = (BigLab.Million, BigLab.Incident);
        foreach (var path in new[] { "/", "/paired", "/incidents", $"/incidents/{incident}", "/inbox", "/jobs", "/plugins", "/lab", $"/runs/{run}", $"/runs/{run}/events", $"/runs/{run}/events/500000", $"/runs/{run}/calls", $"/runs/{run}/rollouts", $"/runs/{run}/definition" })
        {
            Print($"first content, {path}", await MedianAsync(() => page.FirstContentAsync(path)), "ms");
        }

        await page.OpenAsync("/");
        Print("interaction, filter 1,001 runs", await MedianOfAsync(i => page.GetByLabel("Filter runs").SetToChangeAsync($"small{i}")), "ms");
        await page.OpenAsync("/");
        Print("interaction, sort 1,001 runs", await MedianOfAsync(_ => page.GetByRole(AriaRole.Button, new() { Name = "Run" }).First.ClickToChangeAsync()), "ms");
        await page.OpenAsync("/incidents");
        Print("interaction, filter 10,000 incidents", await MedianOfAsync(i => page.GetByLabel("Filter incidents").SetToChangeAsync($"case {i}")), "ms");
        await page.OpenAsync($"/runs/{run}/events");
        Print("interaction, time slider over a million events", await MedianOfAsync(i => page.GetByLabel("Version", new() { Exact = true }).SetToChangeAsync((100_000 * (i + 1)).ToString(CultureInfo.InvariantCulture))), "ms");
        await page.OpenAsync($"/runs/{run}");
        Print("interaction, from the overview to the events", await page.GetByRole(AriaRole.Link, new() { Name = "Events", Exact = true }).ClickToChangeAsync(), "ms");

        var before = Resident(process);
        var pages = await OpenAsync(browser, address, $"/runs/{run}", Pages);
        Print($"server memory a connected page, {Pages} on the charts of the million events", (Resident(process) - before) / Pages, "MiB");
        Print("server memory in all", Resident(process), "MiB");
        await Task.WhenAll(pages.Select(p => p.CloseAsync()));
    }

    [Fact(Explicit = true)]
    public async Task Run_WithFiftyPagesOnItsCharts_BesideNone()
    {
        Chromium.MustBeThere();

        // The run and the server share the first core, as they would share a machine; the browser stands for other machines.
        using var alab = new Alab { OnOneCore = true };
        var spec = Path.Combine(Alab.Experiments, "dagger-pendulum.yaml");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.LaunchAsync(playwright, elsewhere: true);
        using var process = alab.Start("serve", "--no-login", "--urls", "http://127.0.0.1:0", "--json");
        using var server = new FollowedProcess(process);
        var address = await AddressAsync(server);
        List<(double Seconds, double Share)> alone = [], watched = [];
        for (var round = 0; round < RunRounds; round++)
        {
            // In turns, since a machine's speed drifts.
            foreach (var pages in round % 2 == 0 ? (int[])[0, Pages] : [Pages, 0])
            {
                var run = await SubmitAsync(alab, spec);
                var open = await OpenAsync(browser, address, $"/runs/{run}", pages);
                var before = process.TotalProcessorTime;
                var seconds = await SecondsAsync(alab, run);
                (pages == 0 ? alone : watched).Add((seconds, (process.TotalProcessorTime - before).TotalSeconds / seconds));
                await Task.WhenAll(open.Select(p => p.CloseAsync()));
            }
        }

        Print("run without pages", Median(alone.Select(r => r.Seconds)), "s");
        Print($"run with {Pages} live pages", Median(watched.Select(r => r.Seconds)), "s");
        Print("ratio, median of the rounds'", Median(watched.Zip(alone, (with, without) => with.Seconds / without.Seconds)), "");
        Print("cores that the server takes without pages", Median(alone.Select(r => r.Share)), "");
        Print($"cores that it takes with {Pages}", Median(watched.Select(r => r.Share)), "");
    }

    // Begun and paused at once, so that its page can be opened before it does its work.
    private static async Task<string> SubmitAsync(Alab alab, string spec)
    {
        var submitted = await alab.RunAsync("run", spec, "--seed", "0", "--set", "options.labels=12000", "--set", "options.rounds=60", "--detach", "--json");
        submitted.ExitCode.ShouldBe(0, submitted.Errors);
        var run = submitted.Result.Text("run");
        (await alab.RunAsync("pause", run, "--json")).ExitCode.ShouldBe(0);

        // Where a process has begun with it, following ends once that has laid it down.
        await alab.RunAsync("events", run, "--follow", "--json");
        (await alab.RunAsync("runs", "show", run, "--json")).Result.Text("status").ShouldBe("paused");
        return run;
    }

    private static async Task<double> SecondsAsync(Alab alab, string run)
    {
        var started = Stopwatch.GetTimestamp();
        (await alab.RunAsync("resume", run, "--json")).ExitCode.ShouldBe(0);
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<List<IPage>> OpenAsync(IBrowser browser, string address, string path, int count)
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions { BaseURL = address });
        var pages = new List<IPage>();
        for (var i = 0; i < count; i++)
        {
            pages.Add(await context.NewPageAsync());
            await pages[^1].OpenAsync(path);
        }

        return pages;
    }

    private static async Task<string> AddressAsync(FollowedProcess server) =>
        JsonNode.Parse(await server.LineAsync(line => line.Contains("\"urls\"", StringComparison.Ordinal)))!["urls"]![0]!.GetValue<string>();

    private static double Resident(Process process)
    {
        process.Refresh();
        return process.WorkingSet64 / 1048576.0;
    }

    private static Task<double> MedianAsync(Func<Task<double>> measure) => MedianOfAsync(_ => measure());

    private static async Task<double> MedianOfAsync(Func<int, Task<double>> measure)
    {
        var values = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            values.Add(await measure(round));
        }

        return Median(values);
    }

    private static double Median(IEnumerable<double> values) => values.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : 0;

    private static void Print(string what, double value, string unit) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-90} {value,10:0.##} {unit}"));
}
