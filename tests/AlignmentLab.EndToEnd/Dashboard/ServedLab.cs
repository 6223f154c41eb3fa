using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Xunit;

namespace AlignmentLab.EndToEnd.Dashboard;

/// <summary>A lab with a run and its incident, served by a process of its own, and a browser in which its admin has signed in.</summary>
public sealed class ServedLab(PreparedLab prepared) : IAsyncLifetime
{
    public const string Admin = "mira";
    public const string Password = "correct horse battery";

    /// <summary>Milliseconds until a page that does not come to what is waited for has failed: long, since other tests keep the machine busy.</summary>
    public const float Patience = 30_000;

    private IBrowser? _browser;
    private FollowedProcess? _server;
    private readonly ConcurrentBag<IBrowserContext> _contexts = [];

    public Alab Alab { get; } = new();

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

        (Run, Incident) = await prepared.CopyAsync(Alab.Lab);
        await ServeAsync("http://127.0.0.1:0");
        _browser = await prepared.BrowserAsync();
        var page = await this.SignedInAsync(Admin, Password);
        SignedIn = await page.Context.StorageStateAsync();
        await page.Context.CloseAsync();
    }

    /// <summary>A page in a browser of its own, signed in as the admin unless told otherwise.</summary>
    public async Task<IPage> PageAsync(bool signedIn = true)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions { BaseURL = Address, StorageState = signedIn ? SignedIn : null, ViewportSize = new ViewportSize { Width = 1280, Height = 900 } });
        context.SetDefaultTimeout(Patience);
        _contexts.Add(context);
        return await context.NewPageAsync();
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
        await Task.WhenAll(_contexts.Select(c => c.CloseAsync()));
        _server?.Dispose();
        Alab.Dispose();
    }

    private async Task ServeAsync(string address)
    {
        _server = new FollowedProcess(Alab.Start("serve", "--urls", address, "--json"));
        Address = JsonNode.Parse(await _server.LineAsync(line => line.Contains("\"urls\"", StringComparison.Ordinal)))!["urls"]![0]!.GetValue<string>();
    }
}
