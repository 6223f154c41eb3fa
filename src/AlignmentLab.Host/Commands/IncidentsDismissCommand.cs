using AlignmentLab.Core.Incidents;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Incidents;

[assembly: Subcommand<AlignmentLab.Host.Commands.IncidentsDismissCommand>("incidents dismiss", 105)]

namespace AlignmentLab.Host.Commands;

/// <summary><c>alab incidents dismiss</c>.</summary>
internal sealed class IncidentsDismissCommand() : IncidentClosing(IncidentState.Dismissed, "Close an incident that was a false alarm.");
