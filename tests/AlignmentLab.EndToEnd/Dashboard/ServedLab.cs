using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace AlignmentLab.EndToEnd.Dashboard;

/// <summary>A lab with a run and its incident, served by a process of its own, and a browser in which its admin has signed in.</summary>
public sealed class ServedLab : IAsyncLifetime
{
    public const string Admin = "mira";
    public const string Password = "correct horse battery";

    private const float Patience = 10_000;

    private IPlaywright? _playwright;
    private FollowedProcess? _server;

    public Alab Alab { get; } = new();

    public IBrowser Browser { get; private set; } = default!;

    /// <summary>The server's address, without a slash at its end.</summary>
    public string Address { get; private set; } = "";

    /// <summary>A run whose cloned policy leaves the states that it was trained on.</summary>
    public string Run { get; private set; } = "";

    /// <summary>The incident that tells of it.</summary>
    public string Incident { get; private set; } = "";

    /// <summary>What the admin's browser holds after signing in.</summary>
    public string SignedIn { get; private set; } = "";

    /// <summary>Every page, on what the lab holds.</summary>
    public IReadOnlyList<string> Pages =>
    [
        "/", "/runs/new", "/paired", $"/compare?runs={Run},{Run}", "/incidents", $"/incidents/{Incident}", "/inbox", "/jobs", "/plugins", "/lab", "/team", "/account", "/audit", "/events/team-accounts/0",
        $"/runs/{Run}", $"/runs/{Run}/events", $"/runs/{Run}/events/0", $"/runs/{Run}/calls", $"/runs/{Run}/rollouts", $"/runs/{Run}/rollouts/1/rollout", $"/runs/{Run}/definition", $"/runs/{Run}/replay", $"/runs/{Run}/fork",
        "/not-there",
    ];

    public async ValueTask InitializeAsync()
    {
        if (Chromium.Executable is null)
        {
            return;
        }

        var ran = await Alab.RunAsync("run", Path.Combine(Alab.Experiments, "cloning-pendulum.yaml"), "--seed", "0", "--set", $"description=\"{Scripts.Hostile("description")}\"", "--json");
        ran.ExitCode.ShouldBe(0, ran.Errors);
        Run = ran.Result.Text("run");
        Incident = (await Alab.RunAsync("incidents", "list", "--json")).Listed[0].Text("incident");
        await ServeAsync("http://127.0.0.1:0");
        _playwright = await Playwright.CreateAsync();
        Browser = await Chromium.LaunchAsync(_playwright);
        await SetUpAsync();
    }

    /// <summary>A page in a browser of its own, signed in as the admin unless told otherwise.</summary>
    public async Task<IPage> PageAsync(bool signedIn = true)
    {
        var context = await Browser.NewContextAsync(new BrowserNewContextOptions { BaseURL = Address, StorageState = signedIn ? SignedIn : null, ViewportSize = new ViewportSize { Width = 1280, Height = 900 } });
        context.SetDefaultTimeout(Patience);
        return await context.NewPageAsync();
    }

    /// <summary>The browser of somebody whom the admin gives an account, and who signs in.</summary>
    /// <param name="address">The page that it shows.</param>
    public async Task<IPage> MemberAsync(string name, string role, string address)
    {
        var admin = await PageAsync();
        await admin.OpenAsync("/team");
        await admin.GetByLabel("Name").FillAsync(name);
        await admin.GetByLabel("First password").FillAsync(Password);
        await admin.Locator(".stack select").SelectOptionAsync(new SelectOptionValue { Label = role });
        await admin.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
        await admin.GetByRole(AriaRole.Cell, new() { Name = name, Exact = true }).WaitForAsync();
        await admin.Context.CloseAsync();
        var page = await PageAsync(signedIn: false);
        await page.GotoAsync($"/sign-in?ReturnUrl={address}");
        await page.SignInAsync(name, Password);
        await page.Locator("[data-live=yes]").WaitForAsync();
        return page;
    }

    /// <summary>Kills the server as a power cut would, and starts it again at the same address.</summary>
    public async Task KillAndRestartAsync()
    {
        _server!.Signal("KILL");
        await _server.EndAsync();
        _server.Dispose();
        await ServeAsync(Address);
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null)
        {
            await Browser.DisposeAsync();
        }

        _playwright?.Dispose();
        _server?.Dispose();
        Alab.Dispose();
    }

    private async Task ServeAsync(string address)
    {
        _server = new FollowedProcess(Alab.Start("serve", "--urls", address, "--json"));
        Address = JsonNode.Parse(await _server.LineAsync(line => line.Contains("\"urls\"", StringComparison.Ordinal)))!["urls"]![0]!.GetValue<string>();
    }

    // The first visit finds no account, and makes the admin's.
    private async Task SetUpAsync()
    {
        var page = await PageAsync(signedIn: false);
        await page.GotoAsync("/");
        await page.WaitForURLAsync("**/set-up");
        await page.GetByLabel("Name").FillAsync(Admin);
        await page.GetByLabel("Password").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create the admin" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Runs", Exact = true }).WaitForAsync();
        SignedIn = await page.Context.StorageStateAsync();
        await page.Context.CloseAsync();
    }
}
