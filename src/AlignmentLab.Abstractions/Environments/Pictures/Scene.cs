namespace AlignmentLab.Environments.Pictures;

/// <summary>A drawing of shapes in the environment's own units, x to the right and y up.</summary>
/// <param name="Summary">See <see cref="Picture"/>.</param>
/// <param name="View">What part of the plane is shown. The same for every state, or the picture jumps.</param>
/// <param name="Shapes">From back to front, <see cref="MostShapes"/> at most; what comes after is not shown.</param>
public sealed record Scene(string Summary, View View, IReadOnlyList<Shape> Shapes) : Picture(Summary)
{
    /// <summary>As many shapes as are shown.</summary>
    public const int MostShapes = 500;

    /// <summary>A drawing says no more in characters than its summary does.</summary>
    public override IReadOnlyList<string> ToLines() => [Summary];
}

/// <summary>The part of the plane that a scene shows.</summary>
/// <param name="Left">The least x.</param>
/// <param name="Bottom">The least y.</param>
/// <param name="Width">Above 0.</param>
/// <param name="Height">Above 0.</param>
/// <param name="Unit">What a length of 1 is, such as <c>m</c>; empty where it has no unit.</param>
public sealed record View(double Left, double Bottom, double Width, double Height, string Unit = "");

/// <summary>A place in a scene.</summary>
public readonly record struct Point(double X, double Y);
