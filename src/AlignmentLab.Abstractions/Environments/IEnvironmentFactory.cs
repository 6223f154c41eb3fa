namespace AlignmentLab.Environments;

/// <summary>Makes instances of one environment. Registered by a plugin under <see cref="Name"/>.</summary>
public interface IEnvironmentFactory
{
    /// <summary>The name that a spec uses, such as <c>CartPole-v1</c>.</summary>
    string Name { get; }

    /// <summary>One line for <c>alab environments list</c>: what it is and its source.</summary>
    string Description { get; }

    /// <summary>The type that the spec's <c>environment.options</c> are read into; its property defaults are the defaults.</summary>
    Type OptionsType { get; }

    /// <param name="options">An instance of <see cref="OptionsType"/>, already validated.</param>
    IEnvironment Create(object options);
}

/// <summary>For environments without options.</summary>
public sealed record NoOptions;
