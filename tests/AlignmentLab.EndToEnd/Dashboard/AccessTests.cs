using System.Net;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace AlignmentLab.EndToEnd.Dashboard;

public sealed class AccessTests(ServedLab lab) : IClassFixture<ServedLab>
{
    [Fact]
    public async Task SetUp_FirstVisit_PutsTheAdminOnTheLogAndThePasswordElsewhere()
    {
        Chromium.MustBeThere();
        var passwords = Path.Combine(lab.Alab.Lab, "keys", "passwords.json");

        (await File.ReadAllTextAsync(passwords)).ShouldContain($"\"{ServedLab.Admin}\":\"pbkdf2-sha256$600000$");
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(passwords).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        var log = Directory.EnumerateFiles(lab.Alab.Lab, "events.db*").Select(File.ReadAllBytes);
        var text = string.Concat(log.Select(System.Text.Encoding.Latin1.GetString));
        text.ShouldContain("{\"name\":\"mira\",\"role\":\"admin\"}");
        text.ShouldNotContain("pbkdf2");
    }

    [Fact]
    public async Task SignIn_WrongThenRightPassword_TellsThenLetsIn()
    {
        Chromium.MustBeThere();
        var page = await lab.PageAsync(signedIn: false);
        await page.GotoAsync($"/runs/{lab.Run}");
        await page.WaitForURLAsync("**/sign-in?**");

        await page.SignInAsync(ServedLab.Admin, "not the password");
        await page.GetByText("Name and password do not belong together.").WaitForAsync();
        await page.SignInAsync(ServedLab.Admin, ServedLab.Password);

        await page.GetByRole(AriaRole.Heading, new() { Name = lab.Run }).WaitForAsync();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/runs/x")]
    [InlineData("/incidents")]
    [InlineData("/team")]
    [InlineData("/_blazor/negotiate")]
    public async Task Request_NobodySignedIn_IsSentToSignIn(string path)
    {
        Chromium.MustBeThere();
        using var response = await SendAsync(path);

        response.StatusCode.ShouldBe(HttpStatusCode.Found);
        response.Headers.Location!.ToString().ShouldContain("/sign-in");
    }

    [Fact]
    public async Task Request_AnyPage_CarriesThePolicyAgainstScripts()
    {
        Chromium.MustBeThere();
        using var response = await SendAsync("/sign-in");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var policy = response.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
        policy.ShouldContain("script-src 'self';");
        policy.ShouldContain("frame-ancestors 'none'");
        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        (await response.Content.ReadAsStringAsync()).ShouldNotContain("<script>");
    }

    [Fact]
    public async Task Request_FromAPageOfAnotherSite_IsRefused()
    {
        Chromium.MustBeThere();
        using var foreign = await SendAsync("/_blazor/negotiate", request => request.Headers.Add("Origin", "http://evil.example"));
        using var rebound = await SendAsync("/sign-in", request => request.Headers.Host = "evil.example");

        foreign.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        rebound.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Post_WithoutAntiforgeryToken_IsRefused()
    {
        Chromium.MustBeThere();
        using var response = await SendAsync("/sign-in", request =>
        {
            request.Method = HttpMethod.Post;
            request.Content = new FormUrlEncodedContent([new("name", ServedLab.Admin), new("password", ServedLab.Password)]);
        });

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private async Task<HttpResponseMessage> SendAsync(string path, Action<HttpRequestMessage>? change = null)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, lab.Address + path);
        change?.Invoke(request);
        return await client.SendAsync(request);
    }
}
