using Microsoft.Playwright;

namespace AlignmentLab.EndToEnd.Benchmark;

/// <summary>Times what a person waits for, inside the browser.</summary>
internal static class Interaction
{
    private const string AfterNextChange = """
        (element, value) => new Promise(resolve => {
          const main = document.querySelector('main');
          const started = performance.now();
          const observer = new MutationObserver(() => {
            observer.disconnect();
            requestAnimationFrame(() => resolve(performance.now() - started));
          });
          observer.observe(main, { subtree: true, childList: true, attributes: true, characterData: true });
          if (value === null) {
            element.click();
          } else {
            Object.getOwnPropertyDescriptor(Object.getPrototypeOf(element), 'value').set.call(element, value);
            element.dispatchEvent(new Event('input', { bubbles: true }));
            element.dispatchEvent(new Event('change', { bubbles: true }));
          }
        })
        """;

    /// <summary>Milliseconds from the request to the first content on the screen.</summary>
    public static async Task<double> FirstContentAsync(this IPage page, string address)
    {
        await page.GotoAsync(address);
        return await page.EvaluateAsync<double>("""
            () => new Promise(resolve => {
              const seen = () => performance.getEntriesByName('first-contentful-paint')[0];
              if (seen()) { resolve(seen().startTime); return; }
              new PerformanceObserver((_, o) => { if (seen()) { o.disconnect(); resolve(seen().startTime); } }).observe({ type: 'paint', buffered: true });
            })
            """);
    }

    /// <summary>Milliseconds from a click until what it changed is drawn.</summary>
    public static Task<double> ClickToChangeAsync(this ILocator element) => element.EvaluateAsync<double>(AfterNextChange, null);

    /// <summary>Milliseconds from a change of a field until what it changed is drawn.</summary>
    public static Task<double> SetToChangeAsync(this ILocator element, string value) => element.EvaluateAsync<double>(AfterNextChange, value);
}
