using AlignmentLab.Learning.Kernels;
using AlignmentLab.Learning.Tensors;
using AlignmentLab.Randomness;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Learning.Kernels;

public sealed class MatrixProductTests
{
    public static TheoryData<int, int, int> ShapesAcrossEveryBlockBoundary => new()
    {
        { 1, 1, 1 }, { 1, 64, 64 }, { 8, 5, 32 }, { 9, 7, 33 }, { 13, 257, 17 }, { 131, 3, 31 }, { 5, 300, 515 }, { 64, 64, 64 },
    };

    [Theory]
    [MemberData(nameof(ShapesAcrossEveryBlockBoundary))]
    public void Add_InEveryWidth_IsOneChainOfFusedMultiplyAddsInOrder(int rows, int depth, int columns)
    {
        foreach (var (transposeA, transposeB) in new[] { (false, false), (true, false), (false, true), (true, true) })
        {
            foreach (var width in Enum.GetValues<LaneWidth>())
            {
                ShouldEqualTheChain(rows, depth, columns, transposeA, transposeB, width);
            }
        }
    }

    [Fact]
    public void Add_OfAnyShape_IsTheChain()
    {
        var shapes = Gen.Choose(1, 70).Three().ToArbitrary();
        var widths = Gen.Elements(Enum.GetValues<LaneWidth>()).ToArbitrary();
        Check.One(
            Config.QuickThrowOnFailure.WithReplay(20, 1).WithMaxTest(60),
            Prop.ForAll(shapes, widths, (shape, width) => ShouldEqualTheChain(
                shape.Item1, shape.Item2, shape.Item3, shape.Item1 % 2 == 0, shape.Item2 % 2 == 0, width)));
    }

    [Theory]
    [InlineData(300, 130, 90)]
    [InlineData(90, 130, 300)]
    [InlineData(33, 1030, 47)]
    public void Add_OnSeveralThreads_GivesTheSameBits(int rows, int depth, int columns)
    {
        var (a, b) = (Filled(rows, depth, "a"), Filled(depth, columns, "b"));
        var results = new[] { 1, 2, 3, 7 }.Select(threads =>
        {
            using var crew = new WorkCrew(threads);
            var c = new Tensor(rows, columns);
            MatrixProduct.Add(a, transposeA: false, b, transposeB: false, c, crew);
            return c.Span.ToArray();
        }).ToList();
        results.ForEach(result => result.ShouldBe(results[0]));
        results[0].ShouldContain(value => value != 0);
    }

    [Fact]
    public void Add_OfShapesThatDoNotFit_NamesThem()
    {
        using var crew = new WorkCrew(1);
        Should.Throw<ArgumentException>(() => MatrixProduct.Add(new Tensor(2, 3), false, new Tensor(4, 5), false, new Tensor(2, 5), crew))
            .Message.ShouldContain("[4, 5]");
    }

    private static unsafe void ShouldEqualTheChain(int rows, int depth, int columns, bool transposeA, bool transposeB, LaneWidth width)
    {
        var a = transposeA ? Filled(depth, rows, "a") : Filled(rows, depth, "a");
        var b = transposeB ? Filled(columns, depth, "b") : Filled(depth, columns, "b");
        var c = Filled(rows, columns, "c");
        var expected = new float[rows * columns];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                var sum = c[i, j];
                for (var p = 0; p < depth; p++)
                {
                    sum = MathF.FusedMultiplyAdd(transposeA ? a[p, i] : a[i, p], transposeB ? b[j, p] : b[p, j], sum);
                }

                expected[(i * columns) + j] = sum;
            }
        }

        MatrixProduct.Add(
            transposeA ? Factor.Transposed(a) : Factor.Of(a), transposeB ? Factor.Transposed(b) : Factor.Of(b),
            c.Pointer, columns, rows, depth, columns, width);
        c.Span.SequenceEqual(expected).ShouldBeTrue($"{rows} x {depth} x {columns}, transposed {transposeA} {transposeB}, {width}");
        GC.KeepAlive(a);
        GC.KeepAlive(b);
    }

    private static Tensor Filled(int rows, int columns, string name)
    {
        var draws = new RandomStream(1, name).CreateGenerator();
        var tensor = new Tensor(rows, columns);
        foreach (ref var value in tensor.Span)
        {
            value = (float)draws.NextUniform(-1, 1);
        }

        return tensor;
    }
}
