using System.Reflection;
using Microsoft.AspNetCore.Authorization;

namespace AlignmentLab.Dashboard.Sessions;

/// <summary>Who may open which page.</summary>
public static class PageAccess
{
    /// <summary>Whether the page is there before anybody has signed in, or shows nothing.</summary>
    public static bool IsForEverybody(Type page) =>
        page.IsDefined(typeof(AllowAnonymousAttribute)) || page.IsDefined(typeof(ShowsNothingAttribute));

    /// <summary>What somebody must be allowed to send to open the page; null: nobody may.</summary>
    public static Type? Needs(Type page) => page.GetCustomAttribute<ShowsAttribute>()?.Request;

    /// <summary>Whether the page may be opened.</summary>
    /// <param name="may">Whether the one who asks may send requests of a type.</param>
    public static async Task<bool> AllowsAsync(Type page, Func<Type, Task<bool>> may) =>
        IsForEverybody(page) || (Needs(page) is { } request && await may(request));
}
