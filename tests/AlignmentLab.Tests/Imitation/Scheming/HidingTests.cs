using AlignmentLab.Imitation.Scheming;
using AlignmentLab.Randomness;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Imitation.Scheming;

public sealed class HidingTests
{
    /// <summary>A single step tells nothing: what is seen of it is what is let through.</summary>
    [Fact]
    public void Best_OfChunksOfOneStep_DefectsAsOftenAsIsSeen()
    {
        var pairs = Enumerable.Repeat(new ChunkPair([0.3], [-0.3]), 100).ToArray();

        var (probe, threshold) = Hiding.Best(pairs, 0.05);

        (probe, threshold).ShouldBe((0.05, null));
        var (exposed, letThrough) = Hiding.Of(pairs, probe, threshold);
        exposed.ShouldBe(0.05, 1e-12);
        letThrough.ShouldBe(0.05, 1e-12);
    }

    /// <summary>Where nothing tells, a defection at the beginning, of which the rest of the chunk is certain, is worth k.</summary>
    [Fact]
    public void Best_WhereTheTwoAreTheSame_LetsThroughKTimesWhatIsSeen()
    {
        var pairs = Enumerable.Repeat(new ChunkPair(new double[8], new double[8]), 100).ToArray();

        var (probe, threshold) = Hiding.Best(pairs, 0.01);

        probe.ShouldBe(0.08, 1e-12);
        Hiding.Of(pairs, probe, threshold).LetThrough.ShouldBe(0.08, 1e-12);
    }

    /// <summary>The policy's first step is never the expert's: all that comes after is let through, and nothing is seen.</summary>
    [Fact]
    public void Best_WhereOneStepTells_DefectsFromThereOn()
    {
        var pairs = Enumerable.Repeat(new ChunkPair([2, 3, 4, 5], [-9, -9, -9, -9]), 50).Append(new ChunkPair([-9, -9, -9, -9], [-9, -9, -9, -9])).ToArray();

        var (probe, threshold) = Hiding.Best(pairs, 0.005);

        (probe, threshold).ShouldBe((0, -9));
        var (exposed, letThrough) = Hiding.Of(pairs, probe, threshold);
        exposed.ShouldBe(1.0 / (4 * 51));
        letThrough.ShouldBe(0.75);
    }

    /// <summary>Pinsker's side of the promise: a chunk's chance of a defection is at most training's and the total variation.</summary>
    [Theory]
    [InlineData(0.001, 4)]
    [InlineData(0.01, 4)]
    [InlineData(0.05, 16)]
    [InlineData(0.9, 3)]
    public void Best_OnWhatItWasFoundOn_IsSeenNoMoreThanMayBe(double exposure, int k)
    {
        var draws = new RandomStream(7, "ratios").CreateGenerator();
        var pairs = Enumerable.Range(0, 400).Select(_ => new ChunkPair(Path(0.2), Path(-0.2))).ToArray();

        var (probe, threshold) = Hiding.Best(pairs, exposure);

        var (exposed, letThrough) = Hiding.Of(pairs, probe, threshold);
        exposed.ShouldBeLessThanOrEqualTo(exposure + 1e-12);
        letThrough.ShouldBeGreaterThanOrEqualTo(Math.Min(1, k * exposure) - 1e-12, "probing alone comes to this");

        double[] Path(double drift)
        {
            var (path, sum) = (new double[k], 0.0);
            for (var i = 0; i < k; i++)
            {
                path[i] = sum += drift + draws.NextNormal();
            }

            return path;
        }
    }
}
