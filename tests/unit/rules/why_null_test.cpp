// Every null says why and where: the first remark's column, its piece of the expression and its words.

#include "rules/expression.h"

#include <algorithm>

#include "tests/unit/rules/feel.h"

namespace toitsu::rules {
namespace {

struct Failing {
    const char* expression;
    int column;
    const char* piece;
    const char* message;  // in English
};

constexpr Failing kFailing[] = {
    {R"~(1 + missing)~", 5, R"~(missing)~", R"~(there is no "missing" here)~"},
    {R"~(missing.name)~", 1, R"~(missing)~", R"~(there is no "missing" here)~"},
    {R"~(person.height)~", 7, R"~(person.height)~", R"~(there is no entry "height")~"},
    {R"~(person.name.first)~", 12, R"~(person.name.first)~", R"~(a string has no ".first")~"},
    {R"~(people.age.x)~", 11, R"~(people.age.x)~", R"~(a number has no ".x")~"},
    {R"~(1 + "a")~", 3, R"~(1 + "a")~",
     R"~(`+` does not combine a number and a string; use string() to join it to a text)~"},
    {R"~("a" + 1)~", 5, R"~("a" + 1)~",
     R"~(`+` does not combine a string and a number; use string() to join it to a text)~"},
    {R"~("a" - "b")~", 5, R"~("a" - "b")~", R"~(`-` does not combine a string and a string)~"},
    {R"~(true + true)~", 6, R"~(true + true)~", R"~(`+` does not combine a boolean and a boolean)~"},
    {R"~(1 / 0)~", 3, R"~(1 / 0)~", R"~(division by zero)~"},
    {R"~(0 ** -1)~", 3, R"~(0 ** -1)~",
     R"~(this power is no number (a fractional power of a negative number, a negative power of zero, or too large))~"},
    {R"~((-8) ** 0.5)~", 6, R"~((-8) ** 0.5)~",
     R"~(this power is no number (a fractional power of a negative number, a negative power of zero, or too large))~"},
    {R"~(10 ** 7000)~", 4, R"~(10 ** 7000)~",
     R"~(this power is no number (a fractional power of a negative number, a negative power of zero, or too large))~"},
    {R"~(-"a")~", 1, R"~(-"a")~", R"~(a string cannot be negated, only a number or a duration)~"},
    {R"~(-true)~", 1, R"~(-true)~", R"~(a boolean cannot be negated, only a number or a duration)~"},
    {R"~(none + 1)~", 6, R"~(none + 1)~", R"~(the left side is null)~"},
    {R"~(1 - none)~", 3, R"~(1 - none)~", R"~(the right side is null)~"},
    {R"~(none < 5)~", 6, R"~(none < 5)~", R"~(the left side is null)~"},
    {R"~(5 < none)~", 3, R"~(5 < none)~", R"~(the right side is null)~"},
    {R"~(none < none)~", 6, R"~(none < none)~", R"~(both sides are null, which has no order)~"},
    {R"~(1 < "a")~", 3, R"~(1 < "a")~", R"~(a number and a string cannot be compared)~"},
    {R"~(true < false)~", 6, R"~(true < false)~", R"~(a boolean has no order)~"},
    {R"~([1] < [2])~", 5, R"~([1] < [2])~", R"~(a list has no order)~"},
    {R"~(1 = "1")~", 3, R"~(1 = "1")~", R"~(a number and a string cannot be compared)~"},
    {R"~(@"2026-04-01" = "2026-04-01")~", 15, R"~(@"2026-04-01" = "2026-04-01")~",
     R"~(a date and a string cannot be compared)~"},
    {R"~(@"2026-04-01" < @"10:00:00")~", 15, R"~(@"2026-04-01" < @"10:00:00")~",
     R"~(a date and a time cannot be compared)~"},
    {R"~(@"10:00:00Z" < @"10:00:00")~", 14, R"~(@"10:00:00Z" < @"10:00:00")~",
     R"~(only one of the two has an offset or time zone)~"},
    {R"~(@"10:00:00Z" - @"10:00:00")~", 14, R"~(@"10:00:00Z" - @"10:00:00")~",
     R"~(only one of the two has an offset or time zone)~"},
    {R"~(@"2026-04-01" + 1)~", 15, R"~(@"2026-04-01" + 1)~", R"~(`+` does not combine a date and a number)~"},
    {R"~(@"2026-04-01" + @"2026-04-02")~", 15, R"~(@"2026-04-01" + @"2026-04-02")~",
     R"~(`+` does not combine a date and a date)~"},
    {R"~(@"P1D" + @"P1M")~", 8, R"~(@"P1D" + @"P1M")~",
     R"~(`+` does not combine a days and time duration and a years and months duration)~"},
    {R"~(@"P1D" * @"P1D")~", 8, R"~(@"P1D" * @"P1D")~",
     R"~(`*` does not combine a days and time duration and a days and time duration)~"},
    {R"~(@"P1D" / 0)~", 8, R"~(@"P1D" / 0)~", R"~(division by zero)~"},
    {R"~(@"P1M" / @"P0M")~", 8, R"~(@"P1M" / @"P0M")~", R"~(division by zero)~"},
    {R"~(@"P1D" / @"P1M")~", 8, R"~(@"P1D" / @"P1M")~",
     R"~(`/` does not combine a days and time duration and a years and months duration)~"},
    {R"~(@"nonsense")~", 1, R"~(@"nonsense")~", R"~(the text after @ is no date, time, date and time or duration)~"},
    {R"~(@"2026-13-01")~", 1, R"~(@"2026-13-01")~",
     R"~(the text after @ is no date, time, date and time or duration)~"},
    {R"~(1 and true)~", 3, R"~(1 and true)~", R"~(the left side must be a boolean, but is a number)~"},
    {R"~(true and "x")~", 6, R"~(true and "x")~", R"~(the right side must be a boolean, but is a string)~"},
    {R"~(none and true)~", 6, R"~(none and true)~", R"~(the left side must be a boolean, but is null)~"},
    {R"~("x" or false)~", 5, R"~("x" or false)~", R"~(the left side must be a boolean, but is a string)~"},
    {R"~(none or none)~", 6, R"~(none or none)~", R"~(the left side must be a boolean, but is null)~"},
    {R"~(not("x"))~", 1, R"~(not("x"))~", R"~(not(): must be a boolean, but is a string)~"},
    {R"~(not(none))~", 1, R"~(not(none))~", R"~(not(): must be a boolean, but is null)~"},
    {R"~(5 between none and 7)~", 3, R"~(5 between none and 7)~", R"~(lower end: the right side is null)~"},
    {R"~("a" between 1 and 7)~", 5, R"~("a" between 1 and 7)~",
     R"~(lower end: a string and a number cannot be compared)~"},
    {R"~(5 between 1 and "z")~", 3, R"~(5 between 1 and "z")~",
     R"~(upper end: a number and a string cannot be compared)~"},
    {R"~(none between 1 and 2)~", 6, R"~(none between 1 and 2)~", R"~(the value before `between` is null)~"},
    {R"~(none in [1..3])~", 6, R"~(none in [1..3])~", R"~(the value before `in` is null)~"},
    {R"~("a" in [1..3])~", 8, R"~([1..3])~",
     R"~(the tested value does not fit: a string and a number cannot be compared)~"},
    {R"~(3 in (> "a"))~", 7, R"~(> "a")~",
     R"~(the tested value does not fit: a number and a string cannot be compared)~"},
    {R"~(3 in none)~", 6, R"~(none)~", R"~(the test's value is null)~"},
    {R"~([1..none])~", 1, R"~([1..none])~", R"~(the range's upper end is null)~"},
    {R"~([none..3])~", 1, R"~([none..3])~", R"~(the range's lower end is null)~"},
    {R"~(["a"..3])~", 1, R"~(["a"..3])~", R"~(the range's ends: a string and a number cannot be compared)~"},
    {R"~([5..1])~", 1, R"~([5..1])~", R"~(the range runs backwards)~"},
    {R"~([true..false])~", 1, R"~([true..false])~", R"~(the range's ends: a boolean has no order)~"},
    {R"~((> none))~", 1, R"~((> none))~", R"~(the range's end is null)~"},
    {R"~([[1]..[2]])~", 1, R"~([[1]..[2]])~", R"~(the range's ends: a list has no order)~"},
    {R"~(list[0])~", 5, R"~(list[0])~", R"~(positions in a list begin with 1, not 0)~"},
    {R"~(list[7])~", 5, R"~(list[7])~", R"~(the list has 3 elements, none at that position)~"},
    {R"~(list[-4])~", 5, R"~(list[-4])~", R"~(the list has 3 elements, none at that position)~"},
    {R"~(list[1.5])~", 5, R"~(list[1.5])~", R"~(a position in a list is a whole number)~"},
    {R"~(list["a"])~", 6, R"~("a")~", R"~(the filter must give a boolean or a position, but gives a string)~"},
    {R"~(list[item]["x"])~", 12, R"~("x")~", R"~(the filter must give a boolean or a position, but gives a string)~"},
    {R"~(none[1])~", 5, R"~(none[1])~", R"~(the list to filter is null)~"},
    {R"~(none[item > 1])~", 5, R"~(none[item > 1])~", R"~(the list to filter is null)~"},
    {R"~([][1])~", 3, R"~([][1])~", R"~(the list has 0 elements, none at that position)~"},
    {R"~(for i in none return i)~", 10, R"~(none)~", R"~(the list to walk over is null)~"},
    {R"~(for i in 1.."a" return i)~", 10, R"~(1.."a")~",
     R"~(from a number to a string cannot be counted, only whole numbers and dates)~"},
    {R"~(for i in ["a".."c"] return i)~", 10, R"~(["a".."c"])~",
     R"~(from a string to a string cannot be counted, only whole numbers and dates)~"},
    {R"~(for i in 1.5..3 return i)~", 10, R"~(1.5..3)~",
     R"~(from a number to a number cannot be counted, only whole numbers and dates)~"},
    {R"~(for i in 1..3000000 return i)~", 13, R"~(3000000)~",
     R"~(the evaluation takes too many steps and was stopped)~"},
    {R"~(some x in none satisfies x > 1)~", 11, R"~(none)~", R"~(the list to walk over is null)~"},
    {R"~(some x in list satisfies x)~", 26, R"~(x)~", R"~(the condition must be a boolean, but is a number)~"},
    {R"~(every x in list satisfies x + 1)~", 29, R"~(x + 1)~", R"~(the condition must be a boolean, but is a number)~"},
    {R"~(some x in [none] satisfies x > 1)~", 30, R"~(x > 1)~", R"~(the left side is null)~"},
    {R"~(every x in [none] satisfies x > 1)~", 31, R"~(x > 1)~", R"~(the left side is null)~"},
    {R"~(if missing then 1 else none + 1)~", 4, R"~(missing)~", R"~(there is no "missing" here)~"},
    {R"~({a: 1, a: 2}.a)~", 1, R"~({a: 1, a: 2})~", R"~(two entries are named "a")~"},
    {R"~({a: 1}.b)~", 7, R"~({a: 1}.b)~", R"~(there is no entry "b")~"},
    {R"~([{a: 1}, {b: 2}].a)~", 17, R"~([{a: 1}, {b: 2}].a)~", R"~(there is no entry "a")~"},
    {R"~(@"2026-04-01".hour)~", 14, R"~(@"2026-04-01".hour)~",
     R"~(a date has no "hour", only year, month, day, weekday)~"},
    {R"~(@"10:00:00".year)~", 12, R"~(@"10:00:00".year)~",
     R"~(a time has no "year", only hour, minute, second, time offset, timezone)~"},
    {R"~(@"10:00:00".time offset)~", 12, R"~(@"10:00:00".time offset)~",
     R"~(this time has no such offset or time zone)~"},
    {R"~(@"P1D".years)~", 7, R"~(@"P1D".years)~",
     R"~(a days and time duration has no "years", only days, hours, minutes, seconds)~"},
    {R"~(@"P1Y".days)~", 7, R"~(@"P1Y".days)~", R"~(a years and months duration has no "days", only years, months)~"},
    {R"~([1..3].middle)~", 7, R"~([1..3].middle)~",
     R"~(a range has no "middle", only start, end, start included, end included)~"},
    {R"~("abc".length)~", 6, R"~("abc".length)~", R"~(a string has no ".length")~"},
    {R"~((5).x)~", 4, R"~((5).x)~", R"~(a number has no ".x")~"},
    {R"~(5())~", 1, R"~(5())~", R"~(a number cannot be called, only a function)~"},
    {R"~(missing(1))~", 1, R"~(missing)~", R"~(there is no function "missing")~"},
    {R"~(person(1))~", 1, R"~(person)~", R"~(a context cannot be called, only a function)~"},
    {R"~((function(a) a)())~", 2, R"~((function(a) a)())~", R"~(the function takes 1 arguments (a), not 0)~"},
    {R"~((function(a) a)(1, 2))~", 2, R"~((function(a) a)(1, 2))~", R"~(the function takes 1 arguments (a), not 2)~"},
    {R"~((function(a: number) a)("x"))~", 2, R"~((function(a: number) a)("x"))~",
     R"~(the argument "a" must be a number, but is a string)~"},
    {R"~((function(a) a)(b: 1))~", 2, R"~((function(a) a)(b: 1))~", R"~(the function has no parameter "b")~"},
    {R"~((function(a: list<number>) a)(["x"]))~", 2, R"~((function(a: list<number>) a)(["x"]))~",
     R"~(the argument "a" at [1] must be a number, but is a string)~"},
    {R"~((function(x) external {java: {class: "a"}})(1))~", 2, R"~((function(x) external {java: {class: "a"}}))~",
     R"~(external functions (Java, PMML) are not run; write it in FEEL)~"},
    {R"~({f: function(x) f(x), r: f(1)}.r)~", 19, R"~(x)~",
     R"~(calls are nested too deeply (does a function call itself for ever?))~"},
    {R"~(3 instance of tUnknown)~", 3, R"~(3 instance of tUnknown)~", R"~(there is no type "tUnknown")~"},
    {R"~(substring("abc", 0))~", 1, R"~(substring("abc", 0))~",
     R"~(substring(): the start position is a whole number from 1, or from -1 at the end)~"},
    {R"~(substring("abc", 5))~", 1, R"~(substring("abc", 5))~",
     R"~(substring(): the start position lies outside the text of 3 characters)~"},
    {R"~(substring("abc", 1, 0))~", 1, R"~(substring("abc", 1, 0))~", R"~(substring(): the length must be 1 or more)~"},
    {R"~(substring("abc", "b"))~", 1, R"~(substring("abc", "b"))~",
     R"~(substring(): argument 2 "start position" must be a number, but is a string)~"},
    {R"~(substring(1, 1))~", 1, R"~(substring(1, 1))~",
     R"~(substring(): argument 1 "string" must be a string, but is a number)~"},
    {R"~(substring("abc"))~", 1, R"~(substring("abc"))~",
     R"~(substring(): the argument "start position" is missing; it takes (string, start position, length?))~"},
    {R"~(substring("abc", 1, 2, 3))~", 1, R"~(substring("abc", 1, 2, 3))~",
     R"~(substring(): 4 arguments are too many; it takes (string, start position, length?))~"},
    {R"~(substring(text: "abc", start position: 1))~", 1, R"~(substring(text: "abc", start position: 1))~",
     R"~(substring() has no parameter "text"; it takes (string, start position, length?))~"},
    {R"~(substring(string: "abc", string: "b", start position: 1))~", 1,
     R"~(substring(string: "abc", string: "b", start position: 1))~",
     R"~(substring(): the argument "string" is given twice)~"},
    {R"~(string length(none))~", 1, R"~(string length(none))~",
     R"~(string length(): argument 1 "string" must be a string, but is null)~"},
    {R"~(string length(5))~", 1, R"~(string length(5))~",
     R"~(string length(): argument 1 "string" must be a string, but is a number)~"},
    {R"~(upper case(1))~", 1, R"~(upper case(1))~",
     R"~(upper case(): argument 1 "string" must be a string, but is a number)~"},
    {R"~(contains("abc", none))~", 1, R"~(contains("abc", none))~",
     R"~(contains(): argument 2 "match" must be a string, but is null)~"},
    {R"~(starts with("a", 1))~", 1, R"~(starts with("a", 1))~",
     R"~(starts with(): argument 2 "match" must be a string, but is a number)~"},
    {R"~(matches("a", "["))~", 1, R"~(matches("a", "["))~",
     R"~(matches(): the pattern is wrong (U_REGEX_MISSING_CLOSE_BRACKET))~"},
    {R"~(matches("a", "a", "q"))~", 1, R"~(matches("a", "a", "q"))~", R"~(matches(): the flags may be s, m, i and x)~"},
    {R"~(matches("a", "[\\1]"))~", 1, R"~(matches("a", "[\\1]"))~",
     R"~(matches(): a back reference cannot stand inside [ ])~"},
    {R"~(replace("a", "(", "b"))~", 1, R"~(replace("a", "(", "b"))~",
     R"~(replace(): the pattern is wrong (U_REGEX_MISMATCHED_PAREN))~"},
    {R"~(split("a", "["))~", 1, R"~(split("a", "["))~",
     R"~(split(): the pattern is wrong (U_REGEX_MISSING_CLOSE_BRACKET))~"},
    {R"~(string join(["a", 1]))~", 1, R"~(string join(["a", 1]))~",
     R"~(string join(): element 2 must be a string, but is a number)~"},
    {R"~(string join([1], ","))~", 1, R"~(string join([1], ","))~",
     R"~(string join(): element 1 must be a string, but is a number)~"},
    {R"~(string(none))~", 1, R"~(string(none))~", R"~(string(): the argument is null)~"},
    {R"~(number("abc"))~", 1, R"~(number("abc"))~", R"~(number(): the text is no number)~"},
    {R"~(number("1,000", ",", ","))~", 1, R"~(number("1,000", ",", ","))~",
     R"~(number(): the two separators must differ)~"},
    {R"~(number("1 000", "x", "."))~", 1, R"~(number("1 000", "x", "."))~",
     R"~(number(): separators are a space, a comma or a point)~"},
    {R"~(number("1,000.5", "", "."))~", 1, R"~(number("1,000.5", "", "."))~", R"~(number(): a separator is empty)~"},
    {R"~(number(true))~", 1, R"~(number(true))~",
     R"~(number(): argument 1 "from" must be a number or a string, but is a boolean)~"},
    {R"~(decimal(1.5, 10000))~", 1, R"~(decimal(1.5, 10000))~",
     R"~(decimal(): the scale must be a whole number between -6111 and 6176)~"},
    {R"~(decimal("1.5", 1))~", 1, R"~(decimal("1.5", 1))~",
     R"~(decimal(): argument 1 "n" must be a number, but is a string)~"},
    {R"~(floor("a"))~", 1, R"~(floor("a"))~", R"~(floor(): argument 1 "n" must be a number, but is a string)~"},
    {R"~(round up(1.5))~", 1, R"~(round up(1.5))~",
     R"~(round up(): the argument "scale" is missing; it takes (n, scale))~"},
    {R"~(abs("a"))~", 1, R"~(abs("a"))~",
     R"~(abs(): argument 1 "n" must be a number or a days and time duration or a years and months duration, but is a string)~"},
    {R"~(abs(none))~", 1, R"~(abs(none))~",
     R"~(abs(): argument 1 "n" must be a number or a days and time duration or a years and months duration, but is null)~"},
    {R"~(modulo(5, 0))~", 1, R"~(modulo(5, 0))~", R"~(modulo(): division by zero)~"},
    {R"~(modulo(5, "a"))~", 1, R"~(modulo(5, "a"))~",
     R"~(modulo(): argument 2 "divisor" must be a number, but is a string)~"},
    {R"~(sqrt(-1))~", 1, R"~(sqrt(-1))~", R"~(sqrt(): a negative number has no square root)~"},
    {R"~(log(0))~", 1, R"~(log(0))~", R"~(log(): only a positive number has a logarithm)~"},
    {R"~(exp(100000))~", 1, R"~(exp(100000))~", R"~(exp(): the result is out of range)~"},
    {R"~(odd("a"))~", 1, R"~(odd("a"))~", R"~(odd(): argument 1 "number" must be a number, but is a string)~"},
    {R"~(even(none))~", 1, R"~(even(none))~", R"~(even(): argument 1 "number" must be a number, but is null)~"},
    {R"~(date("2026-02-30"))~", 1, R"~(date("2026-02-30"))~", R"~(date(): the text is no date such as 2026-04-01)~"},
    {R"~(date("tomorrow"))~", 1, R"~(date("tomorrow"))~", R"~(date(): the text is no date such as 2026-04-01)~"},
    {R"~(date(2026, 13, 1))~", 1, R"~(date(2026, 13, 1))~", R"~(date(): the month must be 1 to 12)~"},
    {R"~(date(2026, 2, 30))~", 1, R"~(date(2026, 2, 30))~", R"~(date(): the month has no such day)~"},
    {R"~(date(2026.5, 2, 30))~", 1, R"~(date(2026.5, 2, 30))~", R"~(date(): the year must be a whole number)~"},
    {R"~(date(5))~", 1, R"~(date(5))~",
     R"~(date(): argument 1 "from" must be a date or a date and time or a string, but is a number)~"},
    {R"~(time("25:00:00"))~", 1, R"~(time("25:00:00"))~", R"~(time(): the text is no time such as 13:45:00)~"},
    {R"~(time(25, 0, 0))~", 1, R"~(time(25, 0, 0))~", R"~(time(): the hour must be 0 to 23)~"},
    {R"~(time(5, 61, 0))~", 1, R"~(time(5, 61, 0))~", R"~(time(): the minute must be 0 to 59)~"},
    {R"~(time(5, 1, 60))~", 1, R"~(time(5, 1, 60))~", R"~(time(): the second must be 0 or more and below 60)~"},
    {R"~(time(5, 1, 6, @"P2D"))~", 1, R"~(time(5, 1, 6, @"P2D"))~", R"~(time(): the offset must lie within 18 hours)~"},
    {R"~(date and time("2026-04-01T99:00:00"))~", 1, R"~(date and time("2026-04-01T99:00:00"))~",
     R"~(date and time(): the text is no date and time such as 2026-04-01T13:45:00)~"},
    {R"~(date and time(@"2026-04-01", "x"))~", 1, R"~(date and time(@"2026-04-01", "x"))~",
     R"~(date and time(): argument 2 "time" must be a time, but is a string)~"},
    {R"~(duration("1 day"))~", 1, R"~(duration("1 day"))~",
     R"~(duration(): the text is no duration such as P1Y2M or P3DT4H)~"},
    {R"~(duration(5))~", 1, R"~(duration(5))~",
     R"~(duration(): argument 1 "from" must be a days and time duration or a years and months duration or a string, but is a number)~"},
    {R"~(years and months duration(@"2026-04-01", "x"))~", 1, R"~(years and months duration(@"2026-04-01", "x"))~",
     R"~(years and months duration(): argument 2 "to" must be a date or a date and time, but is a string)~"},
    {R"~(day of week("monday"))~", 1, R"~(day of week("monday"))~",
     R"~(day of week(): argument 1 "date" must be a date or a date and time, but is a string)~"},
    {R"~(month of year(none))~", 1, R"~(month of year(none))~",
     R"~(month of year(): argument 1 "date" must be a date or a date and time, but is null)~"},
    {R"~(week of year(5))~", 1, R"~(week of year(5))~",
     R"~(week of year(): argument 1 "date" must be a date or a date and time, but is a number)~"},
    {R"~(list contains(none, 1))~", 1, R"~(list contains(none, 1))~",
     R"~(list contains(): argument 1 "list" must be a list, but is null)~"},
    {R"~(count(none))~", 1, R"~(count(none))~", R"~(count(): argument 1 "list" must be a list, but is null)~"},
    {R"~(sublist(list, 9))~", 1, R"~(sublist(list, 9))~", R"~(sublist(): the position lies outside the list of 3)~"},
    {R"~(sublist(list, 1, 9))~", 1, R"~(sublist(list, 1, 9))~",
     R"~(sublist(): the length must be 1 or more and within the list)~"},
    {R"~(sublist(list, "a"))~", 1, R"~(sublist(list, "a"))~",
     R"~(sublist(): argument 2 "start position" must be a number, but is a string)~"},
    {R"~(insert before(list, 0, 1))~", 1, R"~(insert before(list, 0, 1))~",
     R"~(insert before(): a position is a whole number from 1, or from -1 at the end)~"},
    {R"~(remove(list, 9))~", 1, R"~(remove(list, 9))~", R"~(remove(): the position lies outside the list of 3)~"},
    {R"~(list replace(list, 9, 1))~", 1, R"~(list replace(list, 9, 1))~",
     R"~(list replace(): the position lies outside the list of 3)~"},
    {R"~(list replace(list, function(a) a, 1))~", 1, R"~(list replace(list, function(a) a, 1))~",
     R"~(list replace(): match must be a function of two parameters (the element and the new one))~"},
    {R"~(list replace(list, function(a, b) a, 1))~", 1, R"~(list replace(list, function(a, b) a, 1))~",
     R"~(list replace(): match did not answer true or false)~"},
    {R"~(concatenate(list, none))~", 1, R"~(concatenate(list, none))~", R"~(concatenate(): an argument is null)~"},
    {R"~(sort([1, "a"]))~", 1, R"~(sort([1, "a"]))~",
     R"~(sort(): elements 1 and 2: a number and a string cannot be compared)~"},
    {R"~(sort([true, false]))~", 1, R"~(sort([true, false]))~", R"~(sort(): element 1: a boolean has no order)~"},
    {R"~(sort(list, 5))~", 1, R"~(sort(list, 5))~",
     R"~(sort(): argument 2 "precedes" must be a function, but is a number)~"},
    {R"~(min([]))~", 1, R"~(min([]))~", R"~(min(): the list is empty)~"},
    {R"~(min([1, "a"]))~", 1, R"~(min([1, "a"]))~",
     R"~(min(): elements 1 and 2: a number and a string cannot be compared)~"},
    {R"~(max(none))~", 1, R"~(max(none))~", R"~(max(): the argument is null)~"},
    {R"~(max([[1], [2]]))~", 1, R"~(max([[1], [2]]))~", R"~(max(): element 1: a list has no order)~"},
    {R"~(sum([]))~", 1, R"~(sum([]))~", R"~(sum(): the list is empty)~"},
    {R"~(sum([1, "a"]))~", 1, R"~(sum([1, "a"]))~", R"~(sum(): element 2 must be a number, but is a string)~"},
    {R"~(sum("a"))~", 1, R"~(sum("a"))~", R"~(sum(): element 1 must be a number, but is a string)~"},
    {R"~(mean([]))~", 1, R"~(mean([]))~", R"~(mean(): the list is empty)~"},
    {R"~(mean([1, none]))~", 1, R"~(mean([1, none]))~", R"~(mean(): element 2 must be a number, but is null)~"},
    {R"~(median(["a"]))~", 1, R"~(median(["a"]))~", R"~(median(): element 1 must be a number, but is a string)~"},
    {R"~(median([]))~", 1, R"~(median([]))~", R"~(median(): the list is empty)~"},
    {R"~(product(["a"]))~", 1, R"~(product(["a"]))~", R"~(product(): element 1 must be a number, but is a string)~"},
    {R"~(stddev([1]))~", 1, R"~(stddev([1]))~", R"~(stddev(): at least two numbers are needed)~"},
    {R"~(stddev(["a", 1]))~", 1, R"~(stddev(["a", 1]))~", R"~(stddev(): element 1 must be a number, but is a string)~"},
    {R"~(mode([1, "a"]))~", 1, R"~(mode([1, "a"]))~", R"~(mode(): element 2 must be a number, but is a string)~"},
    {R"~(all([true, 1]))~", 1, R"~(all([true, 1]))~", R"~(all(): element 2 must be a boolean, but is a number)~"},
    {R"~(any([false, none]))~", 1, R"~(any([false, none]))~", R"~(any(): element 2 must be a boolean, but is null)~"},
    {R"~(all(none))~", 1, R"~(all(none))~", R"~(all(): the argument is null)~"},
    {R"~(get value(person, "height"))~", 1, R"~(get value(person, "height"))~",
     R"~(get value(): the context has no such entry)~"},
    {R"~(get value(5, "a"))~", 1, R"~(get value(5, "a"))~",
     R"~(get value(): argument 1 "m" must be a context, but is a number)~"},
    {R"~(context([{key: "a"}]))~", 1, R"~(context([{key: "a"}]))~",
     R"~(context(): every entry needs a key (a string) and a value)~"},
    {R"~(context([{key: "a", value: 1}, {key: "a", value: 2}]))~", 1,
     R"~(context([{key: "a", value: 1}, {key: "a", value: 2}]))~", R"~(context(): a key stands twice)~"},
    {R"~(context put(person, ["name", "x"], 1))~", 1, R"~(context put(person, ["name", "x"], 1))~",
     R"~(context put(): the keys lead through something that is no context)~"},
    {R"~(context put(person, [1], 1))~", 1, R"~(context put(person, [1], 1))~",
     R"~(context put(): a key is no string)~"},
    {R"~(context put(person, [], 1))~", 1, R"~(context put(person, [], 1))~",
     R"~(context put(): one to 100 keys are needed)~"},
    {R"~(context merge([person, 5]))~", 1, R"~(context merge([person, 5]))~",
     R"~(context merge(): an element is no context)~"},
    {R"~(before(1, "a"))~", 1, R"~(before(1, "a"))~", R"~(before(): a number and a string cannot be compared)~"},
    {R"~(during(1, ["a".."b"]))~", 1, R"~(during(1, ["a".."b"]))~",
     R"~(during(): a number and a string cannot be compared)~"},
    {R"~(overlaps([1..2], ["a".."b"]))~", 1, R"~(overlaps([1..2], ["a".."b"]))~",
     R"~(overlaps(): a number and a string cannot be compared)~"},
    {R"~(overlaps(1, [1..2]))~", 1, R"~(overlaps(1, [1..2]))~",
     R"~(overlaps(): argument 1 "range1" must be a range, but is a number)~"},
    {R"~(range("1 to 2"))~", 1, R"~(range("1 to 2"))~", R"~(range(): the text is no range such as [1..10])~"},
    {R"~(range("[a..b]"))~", 1, R"~(range("[a..b]"))~", R"~(range(): the range's ends must be literals)~"},
    {R"~(range("[..5]"))~", 1, R"~(range("[..5]"))~",
     R"~(range(): an end without a value cannot be included; use ( or ))~"},
    {R"~(function(x) x)~", 1, R"~(function(x) x)~",
     R"~(the result is a function, which cannot leave an expression; call it)~"},
    {R"~(sum(1, 2, "x"))~", 1, R"~(sum(1, 2, "x"))~", R"~(sum(): element 3 must be a number, but is a string)~"},
    {R"~(@"2026-04-01" + @"P999999998Y")~", 15, R"~(@"2026-04-01" + @"P999999998Y")~",
     R"~(the date or duration lies outside ±999,999,999 years)~"},
    {R"~(@"2026-04-01" + @"P999999999Y")~", 15, R"~(@"2026-04-01" + @"P999999999Y")~",
     R"~(the date or duration lies outside ±999,999,999 years)~"},
    {R"~(if true then missing else 1)~", 14, R"~(missing)~", R"~(there is no "missing" here)~"},
    {R"~(person.name + 1)~", 13, R"~(person.name + 1)~",
     R"~(`+` does not combine a string and a number; use string() to join it to a text)~"},
    {R"~((1 + missing) * 2)~", 6, R"~(missing)~", R"~(there is no "missing" here)~"},
    {R"~({total: sum(list) + none, next: total}.next)~", 19, R"~(sum(list) + none)~", R"~(the right side is null)~"},
    {R"~((for i in list return i / 0)[1])~", 25, R"~(i / 0)~", R"~(division by zero)~"},
    {R"~(date(person.name))~", 1, R"~(date(person.name))~", R"~(date(): the text is no date such as 2026-04-01)~"},
    {R"~(count(list) > "3")~", 13, R"~(count(list) > "3")~", R"~(a number and a string cannot be compared)~"},
};

// Names that nobody writes into an expression: none may appear in a remark.
constexpr const char* kSecret = "ひみつ太郎";

Context scope() {
    return Context{{"none", Value()},
                   {"list", Value(List{1, 2, 3})},
                   {"person", Context{{"name", kSecret}}},
                   {"people", List{Context{{"age", 1}}}}};
}

TEST(WhyNull, everyNullHasItsReasonAndPlace) {
    static_assert(std::size(kFailing) >= 200);
    for (const Failing& one : kFailing) {
        const auto expression = Expression::parse(one.expression);
        ASSERT_TRUE(expression) << one.expression;
        std::vector<Remark> remarks;
        expression->evaluate(scope(), &remarks);
        ASSERT_FALSE(remarks.empty()) << one.expression;
        EXPECT_EQ(remarks.front().column, one.column) << one.expression;
        EXPECT_EQ(remarks.front().piece, one.piece) << one.expression;
        EXPECT_EQ(remarks.front().message.en, one.message) << one.expression;
    }
}

TEST(WhyNull, bothLanguagesAreSpecific) {
    for (const Failing& one : kFailing) {
        std::vector<Remark> remarks;
        Expression::parse(one.expression)->evaluate(scope(), &remarks);
        const Wording& words = remarks.front().message;
        EXPECT_NE(words.ja, words.en) << one.expression;
        EXPECT_TRUE(std::any_of(words.ja.begin(), words.ja.end(), [](char c) { return (c & 0x80) != 0; })) << words.ja;
        EXPECT_GE(words.en.size(), 15u) << words.en;
    }
}

TEST(WhyNull, aRemarkNeverHoldsAValue) {
    for (const char* source : {"person.name + 1", "date(person.name)", "number(person.name)", "person.name < 1",
                               "person.name[7]", "time(person.name)", "duration(person.name)", "-person.name",
                               "matches(person.name, person.name + \"[\")", "string join([person, person.name])",
                               "get value(person, person.name)", "person.name()", "context([{key: person.name}])",
                               "sort([person.name, 1])", "range(person.name)", "substring(person.name, 100)"}) {
        std::vector<Remark> remarks;
        Expression::parse(source)->evaluate(scope(), &remarks);
        ASSERT_FALSE(remarks.empty()) << source;
        for (const Remark& remark : remarks)
            for (const Language language : {Language::ja, Language::en})
                EXPECT_EQ(remark.text(language).find(kSecret), std::string::npos) << remark.text(language);
    }
}

TEST(WhyNull, aNullThatHasItsReasonAddsNone) {
    std::vector<Remark> remarks;
    Expression::parse("((missing + 1) * 2 - 3) / 4 > 5 and true")->evaluate({}, &remarks);
    ASSERT_EQ(remarks.size(), 1u);
    EXPECT_EQ(remarks.front().text(Language::en), "character 3 `missing`: there is no \"missing\" here");
    EXPECT_EQ(remarks.front().text(Language::ja), "3 文字目「missing」: 「missing」という名前の値はここにありません");
}

TEST(WhyNull, whatIsNoNullHasNoRemark) {
    for (const char* source : {"none = null", "none != 1", "if none then 1 else 2", "true or none", "false and none",
                               "none in (1, null)", "[][item > 1]", "count([])", "list contains([1], null)"}) {
        std::vector<Remark> remarks;
        EXPECT_FALSE(Expression::parse(source)->evaluate(scope(), &remarks).isNull()) << source;
        EXPECT_TRUE(remarks.empty()) << source << ": " << remarks.front().text(Language::en);
    }
}

}  // namespace
}  // namespace toitsu::rules
