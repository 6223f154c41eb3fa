using System.Text.Json.Serialization;

namespace AlignmentLab.Environments.Pictures;

/// <summary>One shape of a <see cref="Scene"/>. A shape with a coordinate that is not finite is not shown.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "shape")]
[JsonDerivedType(typeof(Line), "line")]
[JsonDerivedType(typeof(Rectangle), "rectangle")]
[JsonDerivedType(typeof(Circle), "circle")]
[JsonDerivedType(typeof(Polygon), "polygon")]
[JsonDerivedType(typeof(Caption), "caption")]
public abstract record Shape(Tone Tone);

/// <summary>How thick a line is, whatever the size of the view.</summary>
public enum Weight
{
    Thin,
    Medium,
    Thick,
}

/// <summary>A line from point to point; with a head, an arrow.</summary>
/// <param name="Points">Two at least.</param>
/// <param name="HasHead">It ends in an arrowhead.</param>
[method: JsonConstructor]
public sealed record Line(IReadOnlyList<Point> Points, Tone Tone, Weight Weight = Weight.Medium, bool HasHead = false) : Shape(Tone)
{
    private const double Step = Math.PI / 18;

    public Line(Point from, Point to, Tone tone, Weight weight = Weight.Medium)
        : this([from, to], tone, weight)
    {
    }

    /// <summary>An arrow: a force, a velocity.</summary>
    public static Line Arrow(Point from, Point to, Tone tone) => new([from, to], tone, HasHead: true);

    /// <summary>An arrow along a circle: a torque.</summary>
    /// <param name="start">Where it begins, rad counter-clockwise from the right.</param>
    /// <param name="sweep">How far it goes, rad; counter-clockwise when above 0.</param>
    public static Line Turn(Point centre, double radius, double start, double sweep, Tone tone)
    {
        var steps = double.IsFinite(sweep) ? Math.Max(1, (int)Math.Min(72, Math.Ceiling(Math.Abs(sweep) / Step))) : 1;
        var points = Enumerable.Range(0, steps + 1)
            .Select(i => start + (sweep * i / steps))
            .Select(angle => new Point(centre.X + (radius * Math.Cos(angle)), centre.Y + (radius * Math.Sin(angle))));
        return new Line([.. points], tone, HasHead: true);
    }
}

/// <summary>A filled rectangle.</summary>
/// <param name="Angle">How far it is turned about its centre, rad, counter-clockwise.</param>
public sealed record Rectangle(Point Centre, double Width, double Height, Tone Tone, double Angle = 0) : Shape(Tone);

/// <summary>A filled circle.</summary>
public sealed record Circle(Point Centre, double Radius, Tone Tone) : Shape(Tone);

/// <summary>A filled polygon.</summary>
/// <param name="Points">Three at least; the last is joined to the first.</param>
public sealed record Polygon(IReadOnlyList<Point> Points, Tone Tone) : Shape(Tone);

/// <summary>A few words, centred on a place.</summary>
public sealed record Caption(Point At, string Text, Tone Tone) : Shape(Tone);
