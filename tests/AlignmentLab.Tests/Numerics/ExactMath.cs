using System.Numerics;

namespace AlignmentLab.Tests.Numerics;

/// <summary>
/// Elementary functions by Taylor series over whole numbers, with an absolute error some tens of units of the last of the
/// fraction bits. Slow, and with nothing in common with the code under test.
/// </summary>
internal static class ExactMath
{
    /// <summary>Fraction bits that leave 200 correct ones however small the argument or the distance to a root.</summary>
    private const int Precision = 320;

    private static readonly ExactReal HalfPi = MachinHalfPi(1024 + Precision + 64);
    private static readonly ExactReal Ln2 = new(2 * AreaTangent(BigInteger.One << 2048, 3), 2048);

    public static ExactReal Sin(double x) => Circular(x, 0);

    public static ExactReal Cos(double x) => Circular(x, 1);

    public static ExactReal Exp(double x) => Exp(ExactReal.Of(x).At(PrecisionFor(x)));

    public static ExactReal Expm1(double x) => MinusOne(Exp(x));

    public static ExactReal Tanh(double x)
    {
        var (value, bits) = Exp(2 * x);
        var one = BigInteger.One << bits;
        var precision = Math.Max(bits, Precision) + 64;
        return new ExactReal(((value - one) << precision) / (value + one), precision);
    }

    public static ExactReal Log(double x) => Log(ExactReal.Of(x).At(PrecisionFor(x)), Math.Log(x));

    public static ExactReal Log1p(double x)
    {
        var (value, bits) = ExactReal.Of(x).At(PrecisionFor(x));
        return Log(new ExactReal(value + (BigInteger.One << bits), bits), Math.Log(1 + x));
    }

    public static ExactReal Pow(double x, double y)
    {
        var logarithm = Log(x).At(Precision + 1100).Value;
        var exponent = ExactReal.Of(y);
        return Exp(new ExactReal(logarithm * exponent.Value, Precision + 1100 + exponent.FractionBits).At(Precision + 80));
    }

    private static int PrecisionFor(double x) => Precision + Math.Max(0, -Math.ILogB(x == 0 ? 1 : x));

    private static ExactReal Circular(double x, int quarter)
    {
        var bits = PrecisionFor(x);
        var half = HalfPi.At(Math.Max(bits, HalfPi.FractionBits)).Value;
        var angle = ExactReal.Of(x).At(Math.Max(bits, HalfPi.FractionBits)).Value;
        var turns = BigInteger.Divide((2 * angle) + (angle.Sign * half), 2 * half);
        var rest = (angle - (turns * half)) >> (Math.Max(bits, HalfPi.FractionBits) - bits);
        var odd = !(turns + quarter).IsEven;
        var value = Series(odd ? BigInteger.One << bits : rest, bits, -(rest * rest) >> bits, n => odd ? (2 * n) * ((2 * n) - 1) : (2 * n) * ((2 * n) + 1));
        var negative = (((turns + quarter) % 4) + 4) % 4 >= 2;
        return new ExactReal(negative ? -value : value, bits);
    }

    /// <summary>e^x as e^r 2^k: the fraction bits grow as the result shrinks, so that it keeps its digits.</summary>
    private static ExactReal Exp(ExactReal x)
    {
        var ln2 = Ln2.At(x.FractionBits).Value;
        var k = (int)BigInteger.Divide(x.Value, ln2);
        var value = Series(BigInteger.One << x.FractionBits, x.FractionBits, x.Value - (k * ln2), n => n);
        return k > 0 ? new ExactReal(value << k, x.FractionBits) : new ExactReal(value, x.FractionBits - k);
    }

    /// <summary>ln x = g + 2 artanh((x - e^g) / (x + e^g)), exact for any guess g; a good one makes the series short.</summary>
    private static ExactReal Log(ExactReal x, double guess)
    {
        var bits = x.FractionBits;
        var logarithm = ExactReal.Of(guess).At(bits);
        var power = Exp(logarithm).At(bits).Value;
        var quotient = ((x.Value - power) << bits) / (x.Value + power);
        var term = quotient;
        var sum = quotient;
        for (var n = 3; !term.IsZero; n += 2)
        {
            term = (((term * quotient) >> bits) * quotient) >> bits;
            sum += term / n;
            if (BigInteger.Abs(term).IsOne)
                break;
        }

        return new ExactReal(logarithm.Value + (2 * sum), bits);
    }

    private static ExactReal MinusOne(ExactReal x) => new(x.Value - (BigInteger.One << x.FractionBits), x.FractionBits);

    /// <summary>The sum of terms each of which is the one before, times the factor, over the next divisor.</summary>
    private static BigInteger Series(BigInteger term, int bits, BigInteger factor, Func<int, int> divisor)
    {
        var sum = term;
        for (var n = 1; !term.IsZero; n++)
        {
            term = BigInteger.Divide(term * factor, (BigInteger)divisor(n) << bits);
            sum += term;
        }

        return sum;
    }

    /// <summary>pi/4 = 4 arctan(1/5) - arctan(1/239).</summary>
    private static ExactReal MachinHalfPi(int bits)
    {
        var one = BigInteger.One << (bits + 32);
        return new ExactReal(2 * ((4 * InverseTangent(one, 5)) - InverseTangent(one, 239)), bits + 32);
    }

    private static BigInteger InverseTangent(BigInteger one, int inverse) => OddSeries(one / inverse, -inverse * inverse);

    private static BigInteger AreaTangent(BigInteger one, int inverse) => OddSeries(one / inverse, inverse * inverse);

    private static BigInteger OddSeries(BigInteger power, int divisor)
    {
        var sum = power;
        for (var n = 3; !power.IsZero; n += 2)
        {
            power /= divisor;
            sum += power / n;
        }

        return sum;
    }
}
