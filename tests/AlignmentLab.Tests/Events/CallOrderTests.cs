using System.Text;
using AlignmentLab.Events;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Events;

public sealed class CallOrderTests
{
    private static readonly Gen<string> Segments = Gen.Elements(
        "1", "2", "9", "10", "007", "7", "-3", "+3", " 4", "4 ", "999999999999999999", "1000000000000000000", "9223372036854775807", "99999999999999999999",
        "b", "b10", "b9", "left", "Left", "é", "\U0001F600", "\uFFFD", "", "-", "1a");

    private static readonly Gen<string> Ids = Gen.NonEmptyListOf(Segments).Select(segments => string.Join('/', segments));

    [Fact]
    public void Compare_AnyTwoIds_IsTheOrderOfTheirSegments() => Check.One(
        Config.QuickThrowOnFailure.WithReplay(50, 51).WithMaxTest(5000),
        Prop.ForAll(Ids.Two().ToArbitrary(), pair =>
            Math.Sign(new CallId(pair.Item1).CompareTo(new CallId(pair.Item2))) == Math.Sign(BySplitting(pair.Item1, pair.Item2))));

    [Fact]
    public void Compare_TheirBytes_IsTheSameOrder() => Check.One(
        Config.QuickThrowOnFailure.WithReplay(52, 53).WithMaxTest(5000),
        Prop.ForAll(Ids.Two().ToArbitrary(), pair =>
            Math.Sign(CallOrder.Compare<byte>(Encoding.UTF8.GetBytes(pair.Item1), Encoding.UTF8.GetBytes(pair.Item2)))
            == Math.Sign(CallOrder.Compare<char>(pair.Item1, pair.Item2))));

    [Fact]
    public void Compare_OrdinaryIds_AllocatesNothing()
    {
        var (left, right) = (new CallId("left/12/rollout"), new CallId("left/9/rollout"));
        left.CompareTo(right);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var order = left.CompareTo(right);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        order.ShouldBeGreaterThan(0);
        allocated.ShouldBe(0);
    }

    // The order as it is defined, without care for what it costs.
    private static int BySplitting(string left, string right)
    {
        var (l, r) = (left.Split('/'), right.Split('/'));
        for (var i = 0; i < Math.Min(l.Length, r.Length); i++)
        {
            var (leftIsNumber, rightIsNumber) = (long.TryParse(l[i], out var a), long.TryParse(r[i], out var b));
            var order = leftIsNumber && rightIsNumber ? a.CompareTo(b)
                : leftIsNumber != rightIsNumber ? (leftIsNumber ? -1 : 1)
                : string.CompareOrdinal(l[i], r[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return l.Length != r.Length ? l.Length.CompareTo(r.Length) : string.CompareOrdinal(left, right);
    }
}
