using AlignmentLab.Learning.Tensors;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Learning.Tensors;

public sealed class TensorTests
{
    [Fact]
    public unsafe void Pointer_OfAnyTensor_IsOnACacheLine()
    {
        foreach (var size in Enumerable.Range(1, 50))
        {
            ((nuint)new Tensor(size, 3).Pointer % 64).ShouldBe((nuint)0);
        }
    }

    [Fact]
    public void View_OfATensor_SharesItsMemory()
    {
        var tensor = new Tensor(2, 4);
        tensor.View(2, 3, 2)[0, 1] = 5;
        tensor[0, 3].ShouldBe(5);
    }

    [Fact]
    public void View_BeyondTheEnd_Throws()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new Tensor(2, 4).View(1, 2, 4));
        Should.Throw<ArgumentOutOfRangeException>(() => new Tensor(2, 4).View(-1, 1, 1));
    }
}
