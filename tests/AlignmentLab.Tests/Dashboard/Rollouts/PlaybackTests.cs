using AlignmentLab.Compliance.Fakes;
using AlignmentLab.Dashboard.Rollouts;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Dashboard.Rollouts;

public sealed class PlaybackTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public async Task Start_AtAPace_MovesOnSoManyStepsASecond()
    {
        using var film = new Film(1_000);
        await using var playback = new Playback(_time) { Pace = 10 };

        playback.Start(film.AdvanceAsync);
        await film.PassAsync(_time, 20, milliseconds: 100);

        film.At.ShouldBe(20);
        film.Longest.ShouldBe(1);
    }

    [Fact]
    public async Task Start_FasterThanFrames_MovesSeveralStepsAtOnce()
    {
        using var film = new Film(1_000);
        await using var playback = new Playback(_time) { Pace = 100 };

        playback.Start(film.AdvanceAsync);
        await film.PassAsync(_time, 20, milliseconds: 50);

        film.At.ShouldBe(100);
        film.Longest.ShouldBe(5);
    }

    [Fact]
    public async Task Start_AtTheEnd_StopsByItself()
    {
        using var film = new Film(3);
        await using var playback = new Playback(_time) { Pace = 20 };

        playback.Start(film.AdvanceAsync);
        await film.PassAsync(_time, 3, milliseconds: 50);
        _time.Advance(TimeSpan.FromSeconds(5));

        film.At.ShouldBe(3);
        playback.IsPlaying.ShouldBeFalse();
    }

    [Fact]
    public async Task Stop_WhilePlaying_MovesNothingMore()
    {
        using var film = new Film(1_000);
        await using var playback = new Playback(_time) { Pace = 20 };
        playback.Start(film.AdvanceAsync);
        await film.PassAsync(_time, 2, milliseconds: 50);

        playback.Stop();
        _time.Advance(TimeSpan.FromSeconds(5));

        film.At.ShouldBe(2);
        playback.IsPlaying.ShouldBeFalse();
    }

    /// <summary>Something with an end that is moved on.</summary>
    private sealed class Film(int end) : IDisposable
    {
        private readonly SemaphoreSlim _moved = new(0);

        public int At { get; private set; }

        public int Longest { get; private set; }

        public Task<bool> AdvanceAsync(int steps)
        {
            (At, Longest) = (Math.Min(end, At + steps), Math.Max(Longest, steps));
            _moved.Release();
            return Task.FromResult(At < end);
        }

        // Time moves on only once what it gave before is there.
        public async Task PassAsync(ManualTime time, int times, double milliseconds)
        {
            for (var i = 0; i < times; i++)
            {
                time.Advance(TimeSpan.FromMilliseconds(milliseconds));
                (await _moved.WaitAsync(TimeSpan.FromSeconds(20))).ShouldBeTrue();
            }
        }

        public void Dispose() => _moved.Dispose();
    }
}
