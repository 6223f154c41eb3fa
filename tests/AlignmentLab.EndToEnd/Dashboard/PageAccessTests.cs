using Shouldly;
using Xunit;

namespace AlignmentLab.EndToEnd.Dashboard;

/// <summary>Every page asked for by every role. That no page is left out is a unit test's to tell.</summary>
public sealed class PageAccessTests(ServedLab lab) : IClassFixture<ServedLab>
{
    private const string Everybody = "viewer annotator researcher auditor admin";

    [Fact]
    public async Task Get_EachPageByEachRole_IsAnsweredOrRefused()
    {
        Chromium.MustBeThere();
        var pages = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["/"] = Everybody,
            ["/runs"] = Everybody,
            ["/runs/new"] = "researcher admin",
            ["/compare"] = Everybody,
            ["/paired"] = Everybody,
            ["/jobs"] = Everybody,
            [$"/runs/{lab.Run}/rollouts"] = Everybody,
            [$"/runs/{lab.Run}"] = Everybody,
            [$"/runs/{lab.Run}/events"] = Everybody,
            [$"/runs/{lab.Run}/events/0"] = Everybody,
            [$"/runs/{lab.Run}/calls"] = Everybody,
            [$"/runs/{lab.Run}/definition"] = Everybody,
            [$"/runs/{lab.Run}/replay"] = "researcher auditor admin",
            [$"/runs/{lab.Run}/fork"] = "researcher admin",
            ["/events/team-accounts/0"] = Everybody,
            ["/incidents"] = Everybody,
            [$"/incidents/{lab.Incident}"] = Everybody,
            ["/inbox"] = Everybody,
            [$"/inbox/{lab.Run}/1/label"] = "annotator researcher admin",
            ["/plugins"] = Everybody,
            ["/lab"] = Everybody,
            ["/team"] = Everybody,
            ["/account"] = Everybody,
            ["/audit"] = "auditor admin",
        };
        var allowed = pages.Keys.ToDictionary(p => p, _ => new List<string>(), StringComparer.Ordinal);
        foreach (var role in Everybody.Split(' '))
        {
            var page = await lab.MemberAsync($"a-{role}", role);
            foreach (var address in pages.Keys)
            {
                var response = await page.Context.APIRequest.GetAsync(address);
                response.Status.ShouldBeOneOf(200, 403);
                var text = await response.TextAsync();
                (response.Status == 403).ShouldBe(text.Contains("This page is not for your role", StringComparison.Ordinal), $"{role} {address}");
                if (response.Status == 200)
                {
                    allowed[address].Add(role);
                }
            }

            await page.Context.CloseAsync();
        }

        allowed.Select(p => $"{p.Key}: {string.Join(' ', p.Value)}").ShouldBe(pages.Select(p => $"{p.Key}: {p.Value}"));
    }

    [Fact]
    public async Task Page_BeforeItReacts_TakesNoText()
    {
        Chromium.MustBeThere();
        var page = await lab.PageAsync();
        await page.Context.RouteAsync("**/blazor.web.js*", route => route.AbortAsync());
        foreach (var (address, label) in new[] { ("/team", "First password"), ($"/incidents/{lab.Incident}", "Comment"), ($"/runs/{lab.Run}/fork", "Swapped settings"), ("/account", "What it is for"), ("/runs/new", "Spec YAML") })
        {
            await page.GotoAsync(address);

            (await page.GetByLabel(label).IsDisabledAsync()).ShouldBeTrue($"{address} {label}");
        }
    }
}
