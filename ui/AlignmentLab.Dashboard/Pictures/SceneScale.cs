using System.Globalization;
using System.Text;
using AlignmentLab.Environments.Pictures;

namespace AlignmentLab.Dashboard.Pictures;

/// <summary>Maps a scene's units, y up, to pixels, y down. What is not finite has no place.</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
public sealed record SceneScale(View View, double PixelsPerUnit, double Width, double Height)
{
    private const double Pixels = 480;

    /// <summary>Length of an arrowhead; that of a short arrow is half the arrow.</summary>
    private const double Head = 9;

    /// <summary>Lines end this many picture widths outside at the latest: a browser need not draw to the moon.</summary>
    private const double Far = 20 * Pixels;

    /// <summary>Null: the view has no size.</summary>
    public static SceneScale? Of(View view)
    {
        if (!(view.Width > 0 && view.Height > 0) || !double.IsFinite(view.Left + view.Bottom + view.Width + view.Height))
        {
            return null;
        }

        // The longer side takes the room, so that a tall picture is no larger than a wide one.
        var scale = Pixels / Math.Max(view.Width, view.Height);
        return new SceneScale(view, scale, view.Width * scale, view.Height * scale);
    }

    public static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>Where a point lies, as SVG wants it.</summary>
    public (string X, string Y)? Place(Point point) => At(point) is var (x, y) ? (Number(x), Number(y)) : null;

    /// <summary>A length above 0, as SVG wants it.</summary>
    public string? Length(double units) => double.IsFinite(units) && units > 0 ? Number(Math.Min(units * PixelsPerUnit, Far)) : null;

    /// <summary>The path of a line with its head; null where it is too short to be seen.</summary>
    public string? Path(Line line)
    {
        if (Places(line.Points) is not { Count: >= 2 } places || (line.HasHead && Extent(places) < 2))
        {
            return null;
        }

        var path = Joined(places);
        if (line.HasHead)
        {
            AddHead(path, places);
        }

        return path.ToString();
    }

    /// <summary>The path around points; null where there is no area.</summary>
    public string? Outline(IReadOnlyList<Point> points) =>
        Places(points) is { Count: >= 3 } places ? Joined(places).Append('Z').ToString() : null;

    /// <summary>The corners of a rectangle, which may be turned.</summary>
    public static Point[] Corners(Rectangle rectangle)
    {
        var (sin, cos) = Math.SinCos(rectangle.Angle);
        var (x, y) = (rectangle.Width / 2, rectangle.Height / 2);
        return [Corner(-x, -y), Corner(x, -y), Corner(x, y), Corner(-x, y)];

        Point Corner(double dx, double dy) => new(rectangle.Centre.X + (dx * cos) - (dy * sin), rectangle.Centre.Y + (dx * sin) + (dy * cos));
    }

    private static double Extent(List<(double X, double Y)> places)
    {
        var length = 0.0;
        for (var i = 1; i < places.Count; i++)
        {
            length += Math.Sqrt(Math.Pow(places[i].X - places[i - 1].X, 2) + Math.Pow(places[i].Y - places[i - 1].Y, 2));
        }

        return length;
    }

    private static StringBuilder Joined(List<(double X, double Y)> places)
    {
        var path = new StringBuilder();
        foreach (var (i, (x, y)) in places.Index())
        {
            path.Append(i == 0 ? 'M' : 'L').Append(Number(x)).Append(' ').Append(Number(y));
        }

        return path;
    }

    // The head points along the last piece that has a direction.
    private static void AddHead(StringBuilder path, List<(double X, double Y)> places)
    {
        var (endX, endY) = places[^1];
        var from = places.FindLastIndex(p => Math.Abs(p.X - endX) + Math.Abs(p.Y - endY) > 1);
        var (dx, dy) = from < 0 ? (1, 0) : (endX - places[from].X, endY - places[from].Y);
        var length = Math.Sqrt((dx * dx) + (dy * dy));
        var head = Math.Min(Head, Extent(places) / 2);
        var (ux, uy) = (dx / length * head, dy / length * head);
        path.Append('M').Append(Number(endX - ux - (uy * 0.6))).Append(' ').Append(Number(endY - uy + (ux * 0.6)))
            .Append('L').Append(Number(endX)).Append(' ').Append(Number(endY))
            .Append('L').Append(Number(endX - ux + (uy * 0.6))).Append(' ').Append(Number(endY - uy - (ux * 0.6)));
    }

    private List<(double X, double Y)>? Places(IReadOnlyList<Point> points)
    {
        var places = new List<(double X, double Y)>(points.Count);
        foreach (var point in points)
        {
            if (At(point) is not { } place)
            {
                return null;
            }

            places.Add(place);
        }

        return places;
    }

    private (double X, double Y)? At(Point point)
    {
        var (x, y) = ((point.X - View.Left) * PixelsPerUnit, Height - ((point.Y - View.Bottom) * PixelsPerUnit));
        return double.IsFinite(x) && double.IsFinite(y) ? (Math.Clamp(x, -Far, Far), Math.Clamp(y, -Far, Far)) : null;
    }
}
