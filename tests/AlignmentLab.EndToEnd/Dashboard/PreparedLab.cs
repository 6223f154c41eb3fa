using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

[assembly: AssemblyFixture(typeof(AlignmentLab.EndToEnd.Dashboard.PreparedLab))]

namespace AlignmentLab.EndToEnd.Dashboard;

/// <summary>
/// What every <see cref="ServedLab"/> begins with, made once: a browser, and the folder of a lab with a run, its incident and an admin,
/// which each of them copies. Nothing is made before it is asked for.
/// </summary>
public sealed class PreparedLab : IAsyncDisposable
{
    private readonly Alab _alab = new();
    private readonly Lazy<Task<Contents>> _contents;
    private readonly Lazy<Task<IBrowser>> _browser;
    private IPlaywright? _playwright;

    public PreparedLab()
    {
        Assertions.SetDefaultExpectTimeout(ServedLab.Patience);
        _contents = new(PrepareAsync);
        _browser = new(async () => await Chromium.LaunchAsync(_playwright = await Playwright.CreateAsync()));
    }

    /// <summary>One for all tests: each opens contexts of its own, which share nothing.</summary>
    public Task<IBrowser> BrowserAsync() => _browser.Value;

    /// <summary>Copies the lab, and tells what it holds.</summary>
    public async Task<Contents> CopyAsync(string folder)
    {
        var contents = await _contents.Value;
        LabFolder.Copy(_alab.Lab, folder);
        return contents;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser.IsValueCreated)
        {
            await (await _browser.Value).DisposeAsync();
        }

        _playwright?.Dispose();
        _alab.Dispose();
    }

    private async Task<Contents> PrepareAsync()
    {
        var ran = await _alab.RunAsync("run", Path.Combine(Alab.Experiments, "cloning-pendulum.yaml"), "--seed", "0", "--set", $"description=\"{Scripts.Hostile("description")}\"", "--json");
        ran.ExitCode.ShouldBe(0, ran.Errors);
        var incident = (await _alab.RunAsync("incidents", "list", "--json")).Listed[0].Text("incident");
        using var server = new FollowedProcess(_alab.Start("serve", "--urls", "http://127.0.0.1:0", "--json"));
        await SetUpAsync(JsonNode.Parse(await server.LineAsync(line => line.Contains("\"urls\"", StringComparison.Ordinal)))!["urls"]![0]!.GetValue<string>());
        server.Signal("TERM");
        await server.EndAsync();
        return new Contents(ran.Result.Text("run"), incident);
    }

    // The first visit finds no account, and makes the admin's.
    private async Task SetUpAsync(string address)
    {
        await using var context = await (await BrowserAsync()).NewContextAsync(new BrowserNewContextOptions { BaseURL = address });
        context.SetDefaultTimeout(ServedLab.Patience);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/");
        await page.WaitForURLAsync("**/set-up");
        await page.GetByLabel("Name").FillAsync(ServedLab.Admin);
        await page.GetByLabel("Password").FillAsync(ServedLab.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create the admin" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Runs", Exact = true }).WaitForAsync();
    }

    /// <param name="Run">A run whose cloned policy leaves the states that it was trained on.</param>
    /// <param name="Incident">The incident that tells of it.</param>
    public sealed record Contents(string Run, string Incident);
}
