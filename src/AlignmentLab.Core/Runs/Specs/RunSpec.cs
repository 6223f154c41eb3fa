using System.Text.Json.Nodes;

namespace AlignmentLab.Core.Runs.Specs;

/// <summary>An experiment as a user writes it. <c>experiments/spec.schema.json</c> is its JSON Schema.</summary>
public sealed record RunSpec
{
    /// <summary>Names the runs: 1 to 60 of a-z 0-9 and hyphen.</summary>
    public string Name { get; init; } = "";

    /// <summary>One line for lists.</summary>
    public string? Description { get; init; }

    /// <summary>The registered name of the algorithm, such as <c>dagger</c>.</summary>
    public string Algorithm { get; init; } = "";

    /// <summary>The algorithm's options; <c>alab plugins list</c> names them.</summary>
    public JsonObject? Options { get; init; }

    /// <summary>Where the policy acts: a name, or a name with options.</summary>
    public NamedSpec Environment { get; init; } = new();

    /// <summary>Who labels: a name, or a name with options. Left out: the environment's default expert.</summary>
    public NamedSpec? Expert { get; init; }

    /// <summary>Who watches. Left out: every installed detector that watches by default, with its defaults.</summary>
    public IReadOnlyList<NamedSpec>? Detectors { get; init; }

    /// <summary>A list of seeds, or how many (0, 1, ...). One run a seed and grid point.</summary>
    public SeedList Seeds { get; init; } = new([0]);

    /// <summary>Path of a setting to the values that it takes in turn; several paths are crossed.</summary>
    public JsonObject? Grid { get; init; }

    /// <summary>What a run may spend.</summary>
    public Budgets Budgets { get; init; } = new();

    /// <summary>How jobs are retried.</summary>
    public JobSettings Jobs { get; init; } = new();
}

/// <summary>A registered name with options of its own; in YAML either the bare name or a map.</summary>
public sealed record NamedSpec
{
    public string Name { get; init; } = "";

    public JsonObject? Options { get; init; }
}

/// <summary>Seeds, each 0 or more.</summary>
public sealed record SeedList(IReadOnlyList<ulong> Values);

/// <summary>What a run may spend; a budget left out is unlimited.</summary>
public sealed record Budgets
{
    /// <summary>States, pairs and questions that experts and judges may be asked about, 0 or more.</summary>
    public long? ExpertQueries { get; init; }

    /// <summary>Effects and facts, 1 or more.</summary>
    public long? Effects { get; init; }

    /// <summary>Time in which the run may be worked on, over all its sessions; 30 days at most.</summary>
    public TimeSpan? WallClock { get; init; }
}

/// <summary>How the jobs of a run are retried and when they are taken for dead.</summary>
public sealed record JobSettings
{
    /// <summary>Attempts in all, 1 to 10.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>
    /// How long a job, a detector or the algorithm between two effects may show no sign of life before it is given up; 30 days at most.
    /// </summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromMinutes(10);
}
