using Xunit;

namespace AlignmentLab.EndToEnd.Dashboard;

/// <summary>Browsers keep a machine busy: these tests run by themselves, so that they do not disturb those that measure moments.</summary>
[CollectionDefinition(nameof(OneAtATime), DisableParallelization = true)]
public sealed class OneAtATime;
