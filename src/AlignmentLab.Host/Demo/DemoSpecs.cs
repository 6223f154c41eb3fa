namespace AlignmentLab.Host.Demo;

/// <summary>The two specs that the demo runs: as bundled under <c>experiments</c>, so that a user can start from them.</summary>
internal static class DemoSpecs
{
    /// <summary>Behavioural cloning.</summary>
    public const string Cloning = "cloning-pendulum.yaml";

    /// <summary>DAgger on as many labels.</summary>
    public const string Aggregation = "dagger-pendulum.yaml";

    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "experiments", name);
}
