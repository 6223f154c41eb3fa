using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using AlignmentLab.Numerics;
using AlignmentLab.Randomness;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Numerics;

/// <summary>The bits that every machine must give. <see cref="PortableMathHardwareTests"/> runs this class on lesser processors.</summary>
public sealed class PortableMathGoldenTests
{
    /// <summary>Set by who starts this class in a process of its own, to the vector width in bits that should be left there.</summary>
    internal const string ExpectedVectors = "ALIGNMENTLAB_EXPECTED_VECTOR_BITS";

    /// <summary>Expected values: mpmath 1.3.0 at 3000 bits, rounded to the nearest double.</summary>
    [Theory]
    [InlineData(nameof(PortableMath.Sin), 0.1, 0x3FB98EAECB8BCB2C)]
    [InlineData(nameof(PortableMath.Sin), 1.0, 0x3FEAED548F090CEE)]
    [InlineData(nameof(PortableMath.Sin), -2.5, 0xBFE326AF0DCFCAB1)]
    [InlineData(nameof(PortableMath.Sin), 3.141592653589793, 0x3CA1A62633145C07)]
    [InlineData(nameof(PortableMath.Sin), 22.0, 0xBF8220A29F6EB9F4)]
    [InlineData(nameof(PortableMath.Sin), 100000.0, 0x3FA24DAA9C527E96)]
    [InlineData(nameof(PortableMath.Sin), -1e22, 0x3FEB453AB76BF397)]
    [InlineData(nameof(PortableMath.Sin), 1.7976931348623157e308, 0x3F7452FC98B34E97)]
    [InlineData(nameof(PortableMath.Sin), 5.319372648326541e255, 0x3FF0000000000000)]
    [InlineData(nameof(PortableMath.Sin), 5e-324, 0x0000000000000001)]
    [InlineData(nameof(PortableMath.Cos), 0.1, 0x3FEFD712F9A817C1)]
    [InlineData(nameof(PortableMath.Cos), 1.0, 0x3FE14A280FB5068C)]
    [InlineData(nameof(PortableMath.Cos), 1.5707963267948966, 0x3C91A62633145C07)]
    [InlineData(nameof(PortableMath.Cos), -2.5, 0xBFE9A2F7EF858B7D)]
    [InlineData(nameof(PortableMath.Cos), 11.0, 0x3F7220AE41EE2FDF)]
    [InlineData(nameof(PortableMath.Cos), 100000.0, 0xBFEFFAC3841B3DA7)]
    [InlineData(nameof(PortableMath.Cos), 1e22, 0x3FE0BE2CEF01C8F4)]
    [InlineData(nameof(PortableMath.Cos), 1.7976931348623157e308, 0xBFEFFFE62ECFAB75)]
    [InlineData(nameof(PortableMath.Cos), 5.319372648326541e255, 0xBC214AE72E6BA22F)]
    [InlineData(nameof(PortableMath.Exp), 1e-10, 0x3FF000000006DF38)]
    [InlineData(nameof(PortableMath.Exp), 1.0, 0x4005BF0A8B145769)]
    [InlineData(nameof(PortableMath.Exp), -1.0, 0x3FD78B56362CEF38)]
    [InlineData(nameof(PortableMath.Exp), 0.5, 0x3FFA61298E1E069C)]
    [InlineData(nameof(PortableMath.Exp), -0.3, 0x3FE7B4C869C37C05)]
    [InlineData(nameof(PortableMath.Exp), 10.0, 0x40D5829DCF950560)]
    [InlineData(nameof(PortableMath.Exp), -20.5, 0x3E157A3AFEED00AB)]
    [InlineData(nameof(PortableMath.Exp), 709.782712893384, 0x7FEFFFFFFFFFFF2A)]
    [InlineData(nameof(PortableMath.Exp), -708.5, 0x000E6CF6D08897AC)]
    [InlineData(nameof(PortableMath.Exp), -745.1, 0x0000000000000001)]
    [InlineData(nameof(PortableMath.Expm1), 1e-10, 0x3DDB7CDFD9DDA4E3)]
    [InlineData(nameof(PortableMath.Expm1), -0.001, 0xBF50603521CAC48C)]
    [InlineData(nameof(PortableMath.Expm1), 0.005, 0x3F74880252961978)]
    [InlineData(nameof(PortableMath.Expm1), 0.0055, 0x3F76970E8C4A5AE4)]
    [InlineData(nameof(PortableMath.Expm1), 1.0, 0x3FFB7E151628AED3)]
    [InlineData(nameof(PortableMath.Expm1), -1.0, 0xBFE43A54E4E98864)]
    [InlineData(nameof(PortableMath.Expm1), 20.0, 0x41BCEB088A68E804)]
    [InlineData(nameof(PortableMath.Expm1), -20.0, 0xBFEFFFFFFEE4B79B)]
    [InlineData(nameof(PortableMath.Expm1), 709.0, 0x7FDD422D2BE5DC9B)]
    [InlineData(nameof(PortableMath.Log), 0.1, 0xC0026BB1BBB55515)]
    [InlineData(nameof(PortableMath.Log), 0.5, 0xBFE62E42FEFA39EF)]
    [InlineData(nameof(PortableMath.Log), 2.0, 0x3FE62E42FEFA39EF)]
    [InlineData(nameof(PortableMath.Log), 0.9999, 0xBF1A3738D2CF1CC2)]
    [InlineData(nameof(PortableMath.Log), 1.0001, 0x3F1A368D0657FCD4)]
    [InlineData(nameof(PortableMath.Log), 10.0, 0x40026BB1BBB55516)]
    [InlineData(nameof(PortableMath.Log), 1e300, 0x4085963447F87FB5)]
    [InlineData(nameof(PortableMath.Log), 5e-324, 0xC0874385446D71C3)]
    [InlineData(nameof(PortableMath.Log), 1.4142135623730951, 0x3FD62E42FEFA39F0)]
    [InlineData(nameof(PortableMath.Log1p), 1e-10, 0x3DDB7CDFD9D1D693)]
    [InlineData(nameof(PortableMath.Log1p), -0.001, 0xBF5064670D979B6F)]
    [InlineData(nameof(PortableMath.Log1p), 0.0039, 0x3F6FE2FC3CF4B3E5)]
    [InlineData(nameof(PortableMath.Log1p), 0.005, 0x3F746DD0FAD67274)]
    [InlineData(nameof(PortableMath.Log1p), 1.0, 0x3FE62E42FEFA39EF)]
    [InlineData(nameof(PortableMath.Log1p), -0.5, 0xBFE62E42FEFA39EF)]
    [InlineData(nameof(PortableMath.Log1p), -0.9999, 0xC0226BB1BBB55554)]
    [InlineData(nameof(PortableMath.Log1p), 1e300, 0x4085963447F87FB5)]
    [InlineData(nameof(PortableMath.Log1p), 3.0, 0x3FF62E42FEFA39EF)]
    [InlineData(nameof(PortableMath.Tanh), 1e-10, 0x3DDB7CDFD9D7BDBB)]
    [InlineData(nameof(PortableMath.Tanh), 0.0025, 0x3F647ADE7BDA99A5)]
    [InlineData(nameof(PortableMath.Tanh), 0.003, 0x3F68936FE7784984)]
    [InlineData(nameof(PortableMath.Tanh), 0.1, 0x3FB983D7795F413A)]
    [InlineData(nameof(PortableMath.Tanh), -0.5, 0xBFDD9353D7568AF3)]
    [InlineData(nameof(PortableMath.Tanh), 1.0, 0x3FE85EFAB514F394)]
    [InlineData(nameof(PortableMath.Tanh), -3.0, 0xBFEFD77D111A0B00)]
    [InlineData(nameof(PortableMath.Tanh), 10.0, 0x3FEFFFFFFDC96F35)]
    [InlineData(nameof(PortableMath.Tanh), 18.5, 0x3FEFFFFFFFFFFFFE)]
    public void Function_AtAPoint_IsTheNearestDouble(string function, double x, ulong bits) =>
        BitConverter.DoubleToUInt64Bits(Named(function)(x)).ShouldBe(bits);

    /// <inheritdoc cref="Function_AtAPoint_IsTheNearestDouble"/>
    [Theory]
    [InlineData(2.0, 0.5, 0x3FF6A09E667F3BCD)]
    [InlineData(10.0, -3.0, 0x3F50624DD2F1A9FC)]
    [InlineData(1.0001, 5000000.0, 0x6D03DAF7D806C313)]
    [InlineData(0.9958, 150000.0, 0x07023A5882BDDB2A)]
    [InlineData(3.0, -650.5, 0x000007E674FAE62B)]
    [InlineData(-1.5, 7.0, 0xC031160000000000)]
    [InlineData(5e-324, 0.25, 0x2F26A09E667F3BCD)]
    [InlineData(1e+300, -1.07, 0x00000000000000CA)]
    public void Pow_AtAPoint_IsTheNearestDouble(double x, double y, ulong bits) =>
        BitConverter.DoubleToUInt64Bits(PortableMath.Pow(x, y)).ShouldBe(bits);

    /// <summary>
    /// The digests are of the doubles nearest to the exact values, as mpmath 1.3.0 finds them too; only of the powers 3 in 50,000
    /// are the neighbours.
    /// </summary>
    [Theory]
    [InlineData(nameof(PortableMath.Sin), "6ca66d13b6a1615f89145f718fe3871659d27ebbe88d7e132d5280a03cc2e3f2")]
    [InlineData(nameof(PortableMath.Cos), "4d1bf6cd63fded9a9f451b01754f4dbc92f1bd0dc13b44d03db94444d1d10efd")]
    [InlineData(nameof(PortableMath.Exp), "67bf1a445d2185c9397eadb9469b1b9c183fc2de32b363065c0a1d6ea7830adf")]
    [InlineData(nameof(PortableMath.Expm1), "87e352095cf50bc177a90157d6fdfc207604cc9031b59c624b8c7bc032eadf66")]
    [InlineData(nameof(PortableMath.Log), "4ec1b6507d2edda858cf08df11d20960111769a283bccc4a1caf9d97c361f1cd")]
    [InlineData(nameof(PortableMath.Log1p), "9fd3f07888e05b6c65f113363d0ce8962b14b3ff25800b830a955c3234d8dcd9")]
    [InlineData(nameof(PortableMath.Tanh), "a21bf6f7ce0678b464c5671a1f1d29027916aa92172848a4656d62156b62fd76")]
    [InlineData(nameof(PortableMath.Pow), "368097ee471b2d0de9cd9cc70a6044b1580db83218334ff8d58832c3373b4ae2")]
    public void Function_OverManyPoints_GivesTheRecordedBits(string function, string digest)
    {
        var draws = new Pcg64(21);
        var values = new double[50_000];
        for (var i = 0; i < values.Length; i++)
        {
            // One in five over all doubles, the others where the function varies most.
            var x = i % 5 == 0 ? BitConverter.UInt64BitsToDouble(draws.NextUInt64()) : (draws.NextDouble() - 0.5) * (i % 5 == 1 ? 1000 : 4);
            values[i] = Named(function)(x);
        }

        Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(values.AsSpan()))).ShouldBe(digest);
    }

    /// <summary>Without this, the other tests could pass in a process where nothing was switched off.</summary>
    [Fact]
    public void Vectors_InAProcessThatWasAskedForLess_AreAsNarrowAsAsked()
    {
        if (Environment.GetEnvironmentVariable(ExpectedVectors) is { } expected)
            VectorBits().ToString().ShouldBe(expected);
    }

    internal static int VectorBits() => Vector512.IsHardwareAccelerated ? 512
        : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;

    private static Func<double, double> Named(string function) => function switch
    {
        nameof(PortableMath.Sin) => PortableMath.Sin,
        nameof(PortableMath.Cos) => PortableMath.Cos,
        nameof(PortableMath.Exp) => PortableMath.Exp,
        nameof(PortableMath.Expm1) => PortableMath.Expm1,
        nameof(PortableMath.Log) => PortableMath.Log,
        nameof(PortableMath.Log1p) => PortableMath.Log1p,
        nameof(PortableMath.Tanh) => PortableMath.Tanh,
        nameof(PortableMath.Pow) => x => PortableMath.Pow(Math.Abs(x), x),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "No such function."),
    };
}
