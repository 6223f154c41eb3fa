using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace AlignmentLab.EndToEnd.Dashboard;

/// <summary>The command line away from the lab's machine, with a token made in the browser.</summary>
public sealed class TokenTests(ServedLab lab) : IClassFixture<ServedLab>
{
    [Fact]
    public async Task CommandLine_WithAToken_RunsCommentsAndAuditsInItsOwnersName()
    {
        Chromium.MustBeThere();
        var token = await (await lab.PageAsync()).MakeTokenAsync("laptop");

        (await RemoteAsync(token, "runs", "list")).Listed.ShouldContain(r => r.Text("run") == lab.Run);
        var commented = await RemoteAsync(token, "incidents", "comment", lab.Incident, "seen from afar");
        commented.Result["actions"]!.AsArray()[^1]!.Text("author").ShouldBe(ServedLab.Admin);
        var ran = await RemoteAsync(token, "run", lab.Alab.SmallSpec());
        ran.Result.Text("status").ShouldBe("completed");
        var run = ran.Result.Text("run");
        var remote = await RemoteAsync(token, "events", run);
        (await lab.Alab.RunAsync("events", run, "--json")).Output.ShouldBe(remote.Output, "the same events as on the lab's own machine");
        remote.Listed[0].Text("author").ShouldBe(ServedLab.Admin);
        (await RemoteAsync(token, "replay", run)).Result.Text("outcome").ShouldBe("identical");

        var acts = (await RemoteAsync(token, "audit", "--run", run)).Listed.Select(a => $"{a.Text("person")} {a.Text("act")}").ToList();
        acts.ShouldBe([$"{ServedLab.Admin} replayed it (effects): identical", $"{ServedLab.Admin} had it started", $"{ServedLab.Admin} submitted it"]);
    }

    [Fact]
    public async Task CommandLine_FromAfar_ResumesWatchesAndTakesModelsAndRunsAway()
    {
        Chromium.MustBeThere();
        var token = await (await lab.PageAsync()).MakeTokenAsync("afar");
        using var process = new FollowedProcess(lab.Alab.Start("run", lab.Alab.MediumSpec(), "--set", "options.rounds=10", "--json"));
        var run = (await process.LineAsync(l => l.StartsWith("Run ", StringComparison.Ordinal)))["Run ".Length..];
        process.Signal("KILL");
        await process.EndAsync();

        (await RemoteAsync(token, "resume", run)).Result.Text("status").ShouldBe("completed");
        var rollouts = await RemoteAsync(token, "rollouts", "list", run);
        (await lab.Alab.RunAsync("rollouts", "list", run, "--json")).Output.ShouldBe(rollouts.Output);
        var call = rollouts.Listed[0].Text("call");
        (await lab.Alab.RunAsync("rollouts", "show", run, call, "--json")).Output.ShouldBe((await RemoteAsync(token, "rollouts", "show", run, call)).Output);
        (await RemoteAsync(token, "models", "list", run)).Result["models"]!.GetValue<int>().ShouldBeGreaterThan(0);
        var (model, export) = (lab.Alab.File("model.safetensors", ""), lab.Alab.File("run.alab", ""));
        await RemoteAsync(token, "models", "export", run, "-o", model);
        await RemoteAsync(token, "export", run, "-o", export);

        (await lab.Alab.RunAsync("provenance", model, "--json")).ExitCode.ShouldBe(0);
        var key = lab.Alab.File("log.pub", (await lab.Alab.RunAsync("log", "key", "--json")).Result.Text("pem"));
        (await lab.Alab.RunAsync("verify", "--lab", export, "--key", key, "--json")).Result.Text("outcome").ShouldBe("intact");
        var acts = (await RemoteAsync(token, "audit", "--run", run, "--kind", "exports")).Listed;
        acts.Count.ShouldBe(2);
        acts.ShouldAllBe(a => a.Text("person") == ServedLab.Admin);
        var none = await lab.Alab.RunAsync(With(token), "export", run, "-o", Path.Combine(lab.Alab.Lab, "no", "such", "folder"), "--lab", lab.Address);
        none.ExitCode.ShouldBe(3);
        none.Errors.ShouldContain("cannot be written");
    }

    [Fact]
    public async Task CommandLine_WithATokenThatOnlyLooks_LooksAndNothingElse()
    {
        Chromium.MustBeThere();
        var token = await (await lab.PageAsync()).MakeTokenAsync("watcher", onlyLooks: true);

        (await RemoteAsync(token, "runs", "show", lab.Run)).Result.Text("run").ShouldBe(lab.Run);
        var refused = await lab.Alab.RunAsync(With(token), "incidents", "comment", lab.Incident, "no", "--lab", lab.Address);

        refused.ExitCode.ShouldBe(2);
        refused.Errors.Trim().ShouldBe("This token only looks. Make one with full access on the page Account.");
    }

    [Fact]
    public async Task Token_RevokedOnThePage_IsRefusedFromThenOn()
    {
        Chromium.MustBeThere();
        var page = await lab.PageAsync();
        var token = await page.MakeTokenAsync("lost");
        await RemoteAsync(token, "inbox");
        await page.GetByRole(AriaRole.Row).Filter(new() { HasText = "lost" }).GetByText("never").WaitForAsync(new() { State = WaitForSelectorState.Detached });

        var revoke = page.GetByLabel("Revoke lost");
        await revoke.ClickAsync();
        await revoke.GetByText("Really revoke it?").ClickAsync();
        await page.GetByRole(AriaRole.Row).Filter(new() { HasText = "lost" }).WaitForAsync(new() { State = WaitForSelectorState.Detached });

        var refused = await lab.Alab.RunAsync(With(token), "inbox", "--lab", lab.Address);
        refused.ExitCode.ShouldBe(2);
        refused.Errors.ShouldContain("was revoked");
    }

    [Fact]
    public async Task Role_TakenAway_TakesItFromTheTokenToo()
    {
        Chromium.MustBeThere();
        var page = await lab.MemberAsync("rex", "researcher");
        var token = await page.MakeTokenAsync("laptop");
        await RemoteAsync(token, "incidents", "comment", lab.Incident, "while I may");
        var admin = await lab.PageAsync();
        await admin.OpenAsync("/team");
        await admin.GetByLabel("Role of rex").SelectOptionAsync(new SelectOptionValue { Label = "viewer" });
        await page.Locator(".who").GetByText("viewer").WaitForAsync();

        var refused = await lab.Alab.RunAsync(With(token), "incidents", "comment", lab.Incident, "no longer", "--lab", lab.Address);

        refused.ExitCode.ShouldBe(2);
        refused.Errors.ShouldContain("The role viewer may not do this.");
    }

    [Fact]
    public async Task Api_TakesNoCookie_AndPagesTakeNoToken()
    {
        Chromium.MustBeThere();
        var page = await lab.PageAsync();
        var token = await page.MakeTokenAsync("cross");
        var cookie = (await page.Context.CookiesAsync()).Single(c => c.Name == "alab");

        using var withCookie = await PostAsync(request => request.Headers.Add("Cookie", $"alab={cookie.Value}"));
        using var withBoth = await PostAsync(request => Bear(request, token));
        using var asForm = await PostAsync(request =>
        {
            Bear(request, token);
            request.Content = new FormUrlEncodedContent([new("run", "x")]);
        });
        using var onAPage = await SendAsync(HttpMethod.Get, "/team", request => Bear(request, token));
        using var unknown = await SendAsync(HttpMethod.Post, "/api/v1/create-account", request =>
        {
            Bear(request, token);
            request.Content = Json();
        });

        withCookie.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        withBoth.StatusCode.ShouldBe(HttpStatusCode.OK);
        asForm.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        onAPage.StatusCode.ShouldBe(HttpStatusCode.Found);
        onAPage.Headers.Location!.ToString().ShouldContain("/sign-in");
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Api_ManyWrongTokens_AreMadeToWaitAndTheRightOneIsNot()
    {
        Chromium.MustBeThere();
        var token = await (await lab.PageAsync()).MakeTokenAsync("right");
        var wrong = $"alab_{new string('x', 8)}_{new string('0', 43)}";
        for (var i = 0; i < 5; i++)
        {
            using var guessed = await PostAsync(request => Bear(request, wrong));
            guessed.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        using var waits = await PostAsync(request => Bear(request, wrong));
        using var right = await PostAsync(request => Bear(request, token));

        waits.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        waits.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeGreaterThan(0);
        right.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static Dictionary<string, string> With(string token) => new(StringComparer.Ordinal) { ["ALAB_TOKEN"] = token };

    private static void Bear(HttpRequestMessage request, string token) => request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);

    private static StringContent Json() => new("{}", Encoding.UTF8, "application/json");

    private async Task<Finished> RemoteAsync(string token, params string[] arguments)
    {
        var finished = await lab.Alab.RunAsync(With(token), [.. arguments, "--lab", lab.Address, "--json"]);
        finished.ExitCode.ShouldBe(0, finished.Errors);
        return finished;
    }

    private Task<HttpResponseMessage> PostAsync(Action<HttpRequestMessage> change) => SendAsync(HttpMethod.Post, "/api/v1/list-queries", request =>
    {
        request.Content = Json();
        change(request);
    });

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, Action<HttpRequestMessage> change)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });
        using var request = new HttpRequestMessage(method, lab.Address + path);
        change(request);
        return await client.SendAsync(request);
    }
}
