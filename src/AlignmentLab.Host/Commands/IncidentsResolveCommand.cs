using AlignmentLab.Core.Incidents;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Incidents;

[assembly: Subcommand<AlignmentLab.Host.Commands.IncidentsResolveCommand>("incidents resolve", 104)]

namespace AlignmentLab.Host.Commands;

/// <summary><c>alab incidents resolve</c>.</summary>
internal sealed class IncidentsResolveCommand() : IncidentClosing(IncidentState.Resolved, "Close an incident whose cause is dealt with.");
