using AlignmentLab.Compliance.Fakes;
using AlignmentLab.Core.Team;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Team;

public sealed class SignInThrottleTests
{
    private readonly ManualTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Wait_FewWrongPasswords_IsNothing()
    {
        var throttle = Failed(SignInThrottle.Free - 1);

        throttle.Wait("mira").ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Wait_EachFurtherWrongPassword_IsTwiceAsLong()
    {
        var throttle = Failed(SignInThrottle.Free);
        var waits = new List<double>();
        for (var i = 0; i < 12; i++)
        {
            waits.Add(throttle.Wait("mira").TotalSeconds);
            throttle.Failed("mira");
        }

        waits.ShouldBe([2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]);
    }

    [Fact]
    public void Wait_TheTimeHasPassed_IsNothing()
    {
        var throttle = Failed(SignInThrottle.Free + 2);

        _time.Now += TimeSpan.FromSeconds(8);

        throttle.Wait("mira").ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Wait_AnotherNameFromTheSameAddress_WaitsToo()
    {
        var throttle = new SignInThrottle(_time);
        for (var i = 0; i < SignInThrottle.Free; i++)
        {
            throttle.Failed($"name {i}", "address");
        }

        throttle.Wait("name 99", "address").ShouldBeGreaterThan(TimeSpan.Zero);
        throttle.Wait("name 99", "elsewhere").ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Succeeded_ThenOneWrongPassword_CostsNothing()
    {
        var throttle = Failed(SignInThrottle.Free);

        throttle.Succeeded("mira");
        throttle.Failed("mira");

        throttle.Wait("mira").ShouldBe(TimeSpan.Zero);
    }

    private SignInThrottle Failed(int times)
    {
        var throttle = new SignInThrottle(_time);
        for (var i = 0; i < times; i++)
        {
            throttle.Failed("mira");
        }

        return throttle;
    }
}
