using System.Net;
using AlignmentLab.Errors;

namespace AlignmentLab.Host.Serving;

/// <summary>Where the server listens.</summary>
/// <param name="Urls">One at least, each <c>http://host:port</c>.</param>
/// <param name="AreLoopback">Only this machine reaches them.</param>
internal sealed record ListenAddresses(IReadOnlyList<string> Urls, bool AreLoopback)
{
    /// <exception cref="InvalidInputException">The text is no list of such addresses.</exception>
    public static ListenAddresses Parse(string text)
    {
        var urls = text.Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(One).ToList();
        return urls.Count > 0
            ? new ListenAddresses([.. urls.Select(u => u.GetLeftPart(UriPartial.Authority))], urls.TrueForAll(IsLoopback))
            : throw new InvalidInputException("--urls names no address; give one such as http://127.0.0.1:7410.");
    }

    private static Uri One(string text)
    {
        // What listens on every address is written with a star by some; Uri knows it as 0.0.0.0.
        var url = text.Replace("//*", "//0.0.0.0", StringComparison.Ordinal).Replace("//+", "//0.0.0.0", StringComparison.Ordinal);
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.AbsolutePath != "/")
        {
            throw new InvalidInputException($"--urls: '{text}' is no address such as http://127.0.0.1:7410.");
        }

        return uri.Scheme == Uri.UriSchemeHttp ? uri : throw new InvalidInputException(
            $"--urls: '{text}' must begin with http://. For https put a reverse proxy that holds the certificate in front of it.");
    }

    private static bool IsLoopback(Uri url) => url.Host == "localhost" || (IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
