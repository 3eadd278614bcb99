using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Tests.Values;

public sealed class RegoNumberTests
{
    [Theory]
    [InlineData("1.0")]
    [InlineData("1.10")]
    [InlineData("1e2")]
    [InlineData("-0")]
    [InlineData("123456789012345678901234567890")]
    [InlineData("1e1000000000")]
    public void The_text_that_was_read_survives(string text) => RegoNumber.Parse(text).Text.ShouldBe(text);

    [Theory]
    [InlineData("1", "1.0")]
    [InlineData("100", "1e2")]
    [InlineData("0", "-0")]
    [InlineData("0.50", "5e-1")]
    [InlineData("9223372036854775808", "9223372036854775808.0")]
    public void Numbers_written_differently_are_one_value(string left, string right)
    {
        var (a, b) = (RegoNumber.Parse(left), RegoNumber.Parse(right));

        a.Equals(b).ShouldBeTrue();
        a.GetHashCode().ShouldBe(b.GetHashCode());
        a.CompareTo(b).ShouldBe(0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("01")]
    [InlineData("+1")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1e99999999999")]
    [InlineData("0x1")]
    [InlineData("NaN")]
    [InlineData("1 ")]
    public void What_is_no_JSON_number_is_refused(string text) => RegoNumber.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Integer_arithmetic_is_exact_at_any_size()
    {
        var pairs = SomeValues.Integer.SelectMany(static left => SomeValues.Integer.Select(right => (left, right)));

        Prop.ForAll(pairs.ToArbitrary(), static pair =>
        {
            var (a, b) = (RegoNumber.Of(pair.left), RegoNumber.Of(pair.right));
            return NumberArithmetic.Add(a, b).Equals(RegoNumber.Of(pair.left + pair.right))
                && NumberArithmetic.Subtract(a, b).Equals(RegoNumber.Of(pair.left - pair.right))
                && NumberArithmetic.Multiply(a, b).Equals(RegoNumber.Of(pair.left * pair.right))
                && a.CompareTo(b) == pair.left.CompareTo(pair.right);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Order_of_decimals_is_the_order_of_the_fractions_they_stand_for()
    {
        var decimals =
            from digits in Gen.Choose(-2000, 2000)
            from power in Gen.Choose(-6, 6)
            select (digits, power);
        var pairs = decimals.SelectMany(left => decimals.Select(right => (left, right)));

        Prop.ForAll(pairs.ToArbitrary(), static pair =>
        {
            var (a, b) = (Number(pair.left), Number(pair.right));
            var slow = Scaled(pair.left).CompareTo(Scaled(pair.right));
            return Math.Sign(a.CompareTo(b)) == Math.Sign(slow)
                && a.Equals(b) == (slow == 0)
                && (slow != 0 || a.GetHashCode() == b.GetHashCode());
        }).QuickCheckThrowOnFailure();

        static RegoNumber Number((int Digits, int Power) value) => RegoNumber.Parse($"{value.Digits}e{value.Power}");
        static BigInteger Scaled((int Digits, int Power) value) => value.Digits * BigInteger.Pow(10, value.Power + 6);
    }

    [Fact]
    public void A_fraction_reads_back_from_its_own_text()
    {
        var fractions =
            from left in Gen.Choose(-1_000_000, 1_000_000)
            from right in Gen.Choose(1, 1_000_000)
            select (left, right);

        Prop.ForAll(fractions.ToArbitrary(), static pair =>
        {
            var quotient = NumberArithmetic.Divide(RegoNumber.Of(pair.left), RegoNumber.Of(pair.right))!;
            return BigFloat64.Of(quotient).ToNumber().Equals(quotient);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Numbers_beyond_all_use_are_compared_without_being_written_out()
    {
        var (large, larger) = (RegoNumber.Parse("1e999999999"), RegoNumber.Parse("2e999999999"));

        large.CompareTo(larger).ShouldBeLessThan(0);
        larger.CompareTo(RegoNumber.Of(long.MaxValue)).ShouldBeGreaterThan(0);
        RegoNumber.Parse("1e-999999999").CompareTo(RegoNumber.Of(0)).ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Results_beyond_all_use_are_a_budget_error_and_never_undefined()
    {
        var large = RegoNumber.Of(BigInteger.Pow(10, 15_000));

        Should.Throw<BudgetExceededException>(() => NumberArithmetic.Multiply(large, large)).Code.ShouldBe("eval_budget_memory");
        Should.Throw<BudgetExceededException>(() => NumberArithmetic.Add(RegoNumber.Parse("1e999999999"), RegoNumber.Of(1)));
    }
}
