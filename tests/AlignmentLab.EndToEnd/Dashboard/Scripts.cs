using Microsoft.Playwright;
using Shouldly;

namespace AlignmentLab.EndToEnd.Dashboard;

/// <summary>Text that leaves a mark if a page takes it for more than text.</summary>
internal static class Scripts
{
    public static string Hostile(string mark) => $"<img src=x onerror=window.ran=1> <script>window.ran=1</script> {mark}";

    public static async Task ShouldNotHaveRunAsync(IPage page) => (await page.EvaluateAsync<bool>("window.ran === 1")).ShouldBeFalse();
}
