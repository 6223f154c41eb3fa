namespace AlignmentLab.Plugins;

/// <summary>An algorithm that a plugin offers.</summary>
/// <param name="Name">The name that a spec uses.</param>
/// <param name="Version">Raised when the same options on the same history would ask for something else.</param>
/// <param name="Implementation">A closed <see cref="Algorithms.IAlgorithm{TOptions}"/>.</param>
public sealed record AlgorithmDescriptor(string Name, int Version, string Description, Type Implementation, Type OptionsType);

/// <summary>A detector that a plugin offers.</summary>
/// <param name="Implementation">A closed <see cref="Detection.IDetector{TOptions}"/>.</param>
/// <param name="ByDefault">Whether it watches runs whose spec names no detectors.</param>
public sealed record DetectorDescriptor(string Name, string Description, Type Implementation, Type OptionsType, bool ByDefault = true);

/// <summary>An effect that a plugin (or the platform) can work out.</summary>
/// <param name="Implementation">A closed <see cref="Algorithms.IEffectHandler{TEffect,TResult}"/>.</param>
public sealed record EffectDescriptor(Type EffectType, Type ResultType, Type Implementation);

/// <summary>A kind of policy that a plugin (or the platform) can open.</summary>
/// <param name="Implementation">A closed <see cref="Policies.IPolicyOpener{TPolicy}"/>.</param>
public sealed record PolicyDescriptor(Type PolicyType, Type Implementation);

/// <summary>A kind of reward source that a plugin (or the platform) can open.</summary>
/// <param name="Implementation">A closed <see cref="Rewards.IRewardOpener{TSource}"/>.</param>
public sealed record RewardDescriptor(Type SourceType, Type Implementation);

/// <summary>A kind of fact that an algorithm records.</summary>
public sealed record FactDescriptor(Type FactType);
