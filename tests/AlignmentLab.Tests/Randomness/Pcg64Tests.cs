using System.Runtime.InteropServices;
using AlignmentLab.Events;
using AlignmentLab.Randomness;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Randomness;

/// <summary>Expected values: numpy 1.24.2, methods of <c>numpy.random.default_rng(seed)</c>.</summary>
public sealed class Pcg64Tests
{
    [Theory]
    [InlineData(0, 0xa30febcfd9c2825f, 0x4510bdf882d9d721, 0x0a7d3da94ecde8b8)]
    [InlineData(42, 0xc621fbcd16d92688, 0x705a5661a791ffc1, 0xdbcd12c26eda1624)]
    [InlineData(1UL << 32, 0xe3c5ebe285ac1625, 0x8ea09968fe31dbcc, 0xcd084ff84d8de9be)]
    [InlineData(ulong.MaxValue, 0xae163a7a8c47568f, 0xd86659f5f3382359, 0x01e52b195bc2d24a)]
    public void NextUInt64_ForASeed_IsNumpysRandomRaw(ulong seed, ulong first, ulong second, ulong third)
    {
        var draws = new Pcg64(seed);
        new[] { draws.NextUInt64(), draws.NextUInt64(), draws.NextUInt64() }.ShouldBe([first, second, third]);
    }

    [Fact]
    public void NextDouble_Over100000Draws_IsNumpysRandom()
    {
        var draws = new Pcg64(99);
        var values = new double[100_000];
        foreach (ref var value in values.AsSpan())
            value = draws.NextDouble();

        Digest<double>(values).ShouldBe("d589d8dc2d6e2e51ff16e8ed17e2a140e4d896fe9991023a6147086f535eace2");
    }

    [Fact]
    public void NextInteger_OverManyRanges_IsNumpysIntegers()
    {
        var draws = new Pcg64(99);
        var values = new long[20_000];
        for (var i = 0; i < values.Length; i++)
            values[i] = draws.NextInteger(0, i + 1);

        Digest<long>(values).ShouldBe("0bc41cb43a40fa907ef2487b7075f26cdf8ccafb70fac446c0cfb44674e899f2");
    }

    [Fact]
    public void NextInteger_WhereHalfOfTheDrawsAreRejected_IsNumpysIntegers()
    {
        var narrow = new Pcg64(5);
        Enumerable.Range(0, 8).Select(_ => narrow.NextInteger(0, (1L << 31) + 1)).ShouldBe(
            [1440510676, 1728730615, 48647418, 1353417275, 596836679, 823278402, 1226609122, 97227738]);
        var wide = new Pcg64(5);
        Enumerable.Range(0, 8).Select(_ => wide.NextInteger(-(1L << 62), (1L << 62) + 1)).ShouldBe(
        [
            2813155438032089812, 141353351165204192, -4114263086152480650, -1075732203589926585,
            4604087021156981832, -2448711181988758602, -600002927735579938, -64351293931304023,
        ]);
    }

    [Fact]
    public void NextInteger_OnExactly32Bits_IsNumpysIntegers()
    {
        var draws = new Pcg64(123);
        Enumerable.Range(0, 4).Select(_ => draws.NextInteger(0, 1L << 32)).ShouldBe([66316749, 2930678937, 2546691363, 231159515]);
    }

    [Fact]
    public void NextInteger_OnAnEmptyRange_Throws() =>
        Should.Throw<ArgumentOutOfRangeException>(() => new Pcg64(0).NextInteger(3, 3));

    [Fact]
    public void NextInteger_OnAnyRange_StaysInside() =>
        Check.One(
            Config.QuickThrowOnFailure.WithReplay(20, 21),
            Prop.ForAll<ulong, long, long>((seed, a, b) =>
                a == b || new Pcg64(seed).NextInteger(Math.Min(a, b), Math.Max(a, b)) is var draw
                && draw >= Math.Min(a, b) && draw < Math.Max(a, b)));

    [Fact]
    public void Permutation_Of5000_IsNumpysPermutation() =>
        Digest<int>(new Pcg64(99).Permutation(5000)).ShouldBe("faf6ad4199fe24e6fd3dbf1f598063d832aabf371093367fb64706fd1199a8f7");

    [Fact]
    public void Draws_OfDifferentKindsInTurn_ShareTheSpareHalfAsInNumpy()
    {
        var draws = new Pcg64(7);
        draws.NextInteger(0, 10).ShouldBe(9);
        draws.NextDouble().ShouldBe(0.8972138009695755);
        draws.NextInteger(0, 10).ShouldBe(6);
        draws.NextInteger(0, 10).ShouldBe(5);
        draws.Permutation(5).ShouldBe([0, 4, 1, 3, 2]);
        draws.NextUniform(-0.05, 0.05).ShouldBe(0.03735534453962619);
    }

    [Fact]
    public void Clone_AfterSomeDraws_GoesOnAsTheOriginal()
    {
        var draws = new Pcg64(11);
        draws.NextUInt32();
        var clone = draws.Clone();
        new[] { clone.NextUInt32(), clone.NextUInt32(), clone.NextUInt32() }.ShouldBe(
            [draws.NextUInt32(), draws.NextUInt32(), draws.NextUInt32()]);
    }

    private static string Digest<T>(T[] values)
        where T : unmanaged => Sha256.Of(MemoryMarshal.AsBytes<T>(values)).ToString();
}
