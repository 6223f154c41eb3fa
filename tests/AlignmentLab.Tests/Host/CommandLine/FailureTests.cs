using AlignmentLab.Errors;
using AlignmentLab.Host.CommandLine;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Host.CommandLine;

public sealed class FailureTests
{
    [Fact]
    public void Of_ExpectedErrorInsideWrappers_IsTheExpectedOne() =>
        Failure.Of(new AggregateException(new InvalidOperationException("while resolving", new EnvironmentFailureException("the lab is locked"))), CancellationToken.None)
            .ShouldBe(new Failure("the lab is locked", 3));

    [Fact]
    public void Of_ExpectedErrorThatSaysMore_IsTheOuterOne() =>
        Failure.Of(new InvalidInputException("spec.yaml:2: no such thing", new InvalidInputException("no such thing")), CancellationToken.None)
            .Message.ShouldBe("spec.yaml:2: no such thing");

    [Fact]
    public void Of_CancellationAfterASignal_IsAnInterruption() =>
        Failure.Of(new OperationCanceledException(), new CancellationToken(canceled: true)).ShouldBe(new Failure("Interrupted.", 130));

    [Fact]
    public void Of_InterruptedWork_SaysHowToGoOn() =>
        Failure.Of(new InterruptedWorkException("Go on with: alab resume x"), new CancellationToken(canceled: true)).ShouldBe(new Failure("Go on with: alab resume x", 130));

    [Fact]
    public void Of_CancellationWithoutASignal_IsInternal() => Failure.Of(new OperationCanceledException("why?"), CancellationToken.None).ExitCode.ShouldBe(1);

    [Fact]
    public void Of_FullDisk_IsTheSurroundings() => Failure.Of(new IOException("No space left on device"), CancellationToken.None).ExitCode.ShouldBe(3);

    [Fact]
    public void Of_Unexpected_IsOneLineAndHowToSeeMore()
    {
        var failure = Failure.Of(new InvalidOperationException("odd"), CancellationToken.None);

        failure.ExitCode.ShouldBe(1);
        failure.Message.ShouldStartWith("internal error: InvalidOperationException: odd");
        failure.Message.ShouldContain("ALAB_DEBUG=1");
    }
}
