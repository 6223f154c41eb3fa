using System.CommandLine;

namespace AlignmentLab.Host.Inbox;

/// <summary>What `alab inbox` and `alab answer` share.</summary>
internal static class InboxOptions
{
    public static Option<string?> As() => new("--as")
    {
        HelpName = "NAME",
        Description = "Who looks and answers: which side a rollout or position is shown on depends on it. Default: the user of this machine.",
    };

    public static string NameOf(string? given) => given ?? Environment.UserName;
}
