namespace AlignmentLab.Learning;

/// <summary>
/// What to train and how: the model, the loss, the optimiser. It is the <c>learner</c> block of a spec and part of every
/// training request, so its JSON form is stored for ever.
/// </summary>
public sealed record LearnerOptions
{
    public ModelSpec Model { get; init; } = new();

    /// <summary><c>cross-entropy</c> for discrete actions, <c>squared-error</c> for continuous ones; <c>auto</c> takes the one that fits the action space.</summary>
    public string Loss { get; init; } = "auto";

    public OptimizerOptions Optimizer { get; init; } = new();

    /// <summary>Passes over the data set, 1 to 100,000.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Examples a step, 1 to 1,000,000; the last batch of an epoch may be smaller.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Go on from the weights of the round before (true) or start from new ones (false).</summary>
    public bool WarmStart { get; init; }
}

/// <summary>A model by its shape; input and output sizes follow from the spaces.</summary>
public sealed record ModelSpec
{
    /// <summary>
    /// <c>mlp</c>: fully connected layers, trained by gradient; <c>linear</c>: the same with no hidden layer;
    /// <c>ridge</c>: linear least squares with an L2 penalty, solved in closed form; <c>transformer</c>: a decoder-only
    /// transformer over rows of tokens; <c>ngram</c>: counts of what follows the last tokens, smoothed.
    /// </summary>
    public string Kind { get; init; } = "mlp";

    /// <summary>Width of each hidden layer, for <c>mlp</c>: at most 20 of 1 to 65,536.</summary>
    public int[] Hidden { get; init; } = [64, 64];

    /// <summary><c>tanh</c> or <c>relu</c>.</summary>
    public string Activation { get; init; } = "tanh";

    /// <summary>The L2 penalty of <c>ridge</c>, more than 0. The intercept is not penalised.</summary>
    public double RidgePenalty { get; init; } = 1e-3;

    /// <summary>
    /// The share of each hidden layer's outputs that is set to 0 while training, drawn anew at each step, above 0 and below 1, for
    /// <c>mlp</c>; the others grow by as much as these take away. Null: none. A policy acts without it. Srivastava et al. 2014.
    /// </summary>
    public double? Dropout { get; init; }

    /// <summary>Subtract the mean and divide by the standard deviation of the training inputs, feature by feature, before the first layer.</summary>
    public bool NormalizeInputs { get; init; }

    /// <summary>The sizes of <c>transformer</c>; null: those of <see cref="TransformerOptions"/>.</summary>
    public TransformerOptions? Transformer { get; init; }

    /// <summary>Tokens that <c>ngram</c> counts together, the predicted one among them, 1 to 8; null: 3.</summary>
    public int? Order { get; init; }

    /// <summary>Whether its inputs are sequences of tokens (<c>transformer</c>, <c>ngram</c>).</summary>
    public bool ReadsSequences() => Kind is "transformer" or "ngram";

    public bool Equals(ModelSpec? other) => other is not null && Kind == other.Kind && Hidden.AsSpan().SequenceEqual(other.Hidden)
        && Activation == other.Activation && RidgePenalty.Equals(other.RidgePenalty) && NormalizeInputs == other.NormalizeInputs
        && Transformer == other.Transformer && Order == other.Order && Nullable.Equals(Dropout, other.Dropout);

    public override int GetHashCode() => HashCode.Combine(Kind, Hidden.Length, Activation, RidgePenalty, NormalizeInputs, Transformer, Order, Dropout);
}

/// <summary>A transformer by its sizes. How many tokens it looks back at is the width of the inputs.</summary>
public sealed record TransformerOptions
{
    /// <summary>Blocks of attention and two fully connected layers, 1 to 64.</summary>
    public int Layers { get; init; } = 2;

    /// <summary>Numbers that stand for a token between blocks, 1 to 4096.</summary>
    public int Width { get; init; } = 64;

    /// <summary>Heads of attention, a divisor of the width.</summary>
    public int Heads { get; init; } = 4;

    /// <summary>Tokens that can occur, 1 to 1,000,000, numbered from 0; the mark of the beginning is numbered next. Null: as many as outputs.</summary>
    public int? Vocabulary { get; init; }
}

/// <summary>How the weights follow the gradient.</summary>
public sealed record OptimizerOptions
{
    /// <summary><c>adam</c> (Kingma and Ba 2015) or <c>sgd</c>.</summary>
    public string Kind { get; init; } = "adam";

    /// <summary>Step size, more than 0.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Momentum of <c>sgd</c>, in [0, 1).</summary>
    public double Momentum { get; init; }

    /// <summary>First-moment decay of <c>adam</c>, in [0, 1).</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Second-moment decay of <c>adam</c>, in [0, 1).</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the denominator of <c>adam</c>, more than 0.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>L2 penalty added to the gradient, 0 or more.</summary>
    public double WeightDecay { get; init; }
}
