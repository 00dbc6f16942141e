using Assistant.Understand;
using CsCheck;

namespace Assistant.Tests.Understand;

public sealed class EditDistanceTests
{
    [Theory]
    [InlineData("acorn", "acorn", 0)]
    [InlineData("acorn", "acron", 1)]
    [InlineData("harbour", "harbor", 1)]
    [InlineData("ca", "abc", 3)] // a swapped pair is not edited again
    public void Within_known_distances(string one, string other, int expected) => Assert.Equal(expected, EditDistance.Within(one, other, 5));

    [Fact]
    public void Within_is_the_whole_matrix_cut_off() => Gen.Select(Gen.String[Gen.Char["abc"], 0, 9], Gen.String[Gen.Char["abc"], 0, 9], Gen.Int[0, 4]).Sample((one, other, most) =>
        Assert.Equal(Whole(one, other) is var distance && distance <= most ? distance : null, EditDistance.Within(one, other, most)));

    // Every cell of the matrix, as defined.
    private static int Whole(string one, string other)
    {
        var rows = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++)
        {
            for (var j = 0; j <= other.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    rows[i, j] = i + j;
                    continue;
                }

                rows[i, j] = new[] { rows[i - 1, j] + 1, rows[i, j - 1] + 1, rows[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1) }.Min();
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1]) rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }

        return rows[one.Length, other.Length];
    }
}
