using AlignmentLab.Detectors.EnsembleDisagreement;
using AlignmentLab.Detectors.HiddenGap;
using AlignmentLab.Detectors.OccupancyShift;
using AlignmentLab.Detectors.PolicyDistance;
using AlignmentLab.Detectors.ProxyGap;
using AlignmentLab.Detectors.Repetition;
using AlignmentLab.Detectors.RewardConcentration;
using AlignmentLab.Detectors.StateShift;
using AlignmentLab.Plugins;
using Autofac;

namespace AlignmentLab.Detectors;

/// <summary>What the plugin offers.</summary>
public sealed class DetectorsModule : Module
{
    protected override void Load(ContainerBuilder builder)
    {
        builder.RegisterDetector<StateShiftDetector, StateShiftOptions>(
            "state-shift", "The states that a trained policy visits, compared with the states that it was trained on.");
        builder.RegisterOptionsValidator<StateShiftOptions, StateShiftOptionsValidator>();
        builder.RegisterDetector<HiddenGapDetector, HiddenGapOptions>(
            "hidden-gap", "Visible reward that rises while hidden performance falls or stays behind. For audit: it reads what no learner sees.");
        builder.RegisterOptionsValidator<HiddenGapOptions, HiddenGapOptionsValidator>();
        builder.RegisterDetector<RewardConcentrationDetector, RewardConcentrationOptions>(
            "reward-concentration", "A growing share of the visible reward that comes from few states.");
        builder.RegisterOptionsValidator<RewardConcentrationOptions, RewardConcentrationOptionsValidator>();
        builder.RegisterDetector<RepetitionDetector, RepetitionOptions>(
            "repetition", "Episodes that go round in a short cycle of states and are paid for it.");
        builder.RegisterOptionsValidator<RepetitionOptions, RepetitionOptionsValidator>();
        builder.RegisterDetector<ProxyGapDetector, ProxyGapOptions>(
            "proxy-gap", "A learned reward that disagrees with held-out labels, or that a search has gamed.");
        builder.RegisterOptionsValidator<ProxyGapOptions, ProxyGapOptionsValidator>();
        builder.RegisterDetector<EnsembleDisagreementDetector, EnsembleDisagreementOptions>(
            "ensemble-disagreement", "Members of a reward ensemble that disagree more than at first.", byDefault: false);
        builder.RegisterOptionsValidator<EnsembleDisagreementOptions, EnsembleDisagreementOptionsValidator>();
        builder.RegisterDetector<OccupancyShiftDetector, OccupancyShiftOptions>(
            "occupancy-shift", "A policy that visits other states than the run's first rollouts did; honest learning changes them too.", byDefault: false);
        builder.RegisterOptionsValidator<OccupancyShiftOptions, OccupancyShiftOptionsValidator>();
        builder.RegisterDetector<PolicyDistanceDetector, PolicyDistanceOptions>(
            "policy-distance", "A policy that moves away from the run's first one, state by state, or from the expert; honest learning moves it too.", byDefault: false);
        builder.RegisterOptionsValidator<PolicyDistanceOptions, PolicyDistanceOptionsValidator>();
    }
}
