using AlignmentLab.Core.Team;
using AlignmentLab.Dashboard;
using AlignmentLab.Dashboard.Sessions;
using Microsoft.AspNetCore.Components;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Dashboard.Sessions;

/// <summary>Every page with the roles that may open it. A new page has to be put here, with the roles that are meant.</summary>
public sealed class PageAccessTests
{
    private const string Everybody = "viewer annotator researcher auditor admin";

    private static readonly Dictionary<string, string> Pages = new(StringComparer.Ordinal)
    {
        ["/"] = Everybody,
        ["/runs"] = Everybody,
        ["/runs/new"] = "researcher admin",
        ["/compare"] = Everybody,
        ["/paired"] = Everybody,
        ["/jobs"] = Everybody,
        ["/runs/{Name}"] = Everybody,
        ["/runs/{Name}/events"] = Everybody,
        ["/runs/{Name}/events/{Version:long}"] = Everybody,
        ["/runs/{Name}/calls"] = Everybody,
        ["/runs/{Name}/definition"] = Everybody,
        ["/runs/{Name}/rollouts"] = Everybody,
        ["/runs/{Name}/rollouts/{*Call}"] = Everybody,
        ["/runs/{Name}/replay"] = "researcher auditor admin",
        ["/runs/{Name}/fork"] = "researcher admin",
        ["/events/{Stream}/{Version:long}"] = Everybody,
        ["/incidents"] = Everybody,
        ["/incidents/{Id}"] = Everybody,
        ["/inbox"] = Everybody,
        ["/inbox/{Name}/{*Call}"] = "annotator researcher admin",
        ["/plugins"] = Everybody,
        ["/lab"] = Everybody,
        ["/team"] = Everybody,
        ["/account"] = Everybody,
        ["/audit"] = "auditor admin",
        ["/not-found"] = Everybody,
        ["/set-up"] = Everybody,
        ["/sign-in"] = Everybody,
    };

    public static TheoryData<string> Addresses => [.. All().Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Allows_EachRole_AsItIsMeant(string address)
    {
        var roles = new List<string>();
        foreach (var role in Enum.GetValues<Role>())
        {
            if (await PageAccess.AllowsAsync(All()[address], request => Task.FromResult(Permissions.Allows(role, request))))
            {
                roles.Add(role.ToString().ToLowerInvariant());
            }
        }

        Pages.ShouldContainKey(address, "a page that nobody has decided about");
        string.Join(' ', roles).ShouldBe(Pages[address]);
    }

    [Fact]
    public void Pages_OfTheMatrix_AreThere() => Pages.Keys.ShouldBeSubsetOf(All().Keys);

    [Fact]
    public async Task Allows_APageThatSaysNothing_Nobody() =>
        (await PageAccess.AllowsAsync(typeof(Undecided), _ => Task.FromResult(true))).ShouldBeFalse();

    private static Dictionary<string, Type> All() => typeof(App).Assembly.GetTypes()
        .SelectMany(t => t.GetCustomAttributes(typeof(RouteAttribute), false).Cast<RouteAttribute>().Select(r => (r.Template, Page: t)))
        .ToDictionary(p => p.Template, p => p.Page, StringComparer.Ordinal);

    private sealed class Undecided : ComponentBase;
}
