using Assistant.Text;

namespace Assistant.Tests.Text;

public sealed class Bm25Tests
{
    // k1 1.2, b 0.75, average 16: a passage of 4 terms has the norm 1.2 * (0.25 + 0.75 * 4 / 16) = 0.525.
    [Fact]
    public void Passage_weights_are_the_formula_by_hand()
    {
        var vector = Bm25.Passage(["park", "park", "free", "car"]);

        Assert.Equal(3, vector.Indices.Length);
        Assert.Equal(2 * 2.2 / (2 + 0.525), WeightOf(vector, "park"), 5);
        Assert.Equal(1 * 2.2 / (1 + 0.525), WeightOf(vector, "free"), 5);
    }

    [Fact]
    public void Query_counts_terms()
    {
        var vector = Bm25.Query(["park", "park", "free"]);

        Assert.Equal(2, WeightOf(vector, "park"));
        Assert.Equal(1, WeightOf(vector, "free"));
    }

    [Fact]
    public void Idf_is_the_formula_by_hand()
    {
        Assert.Equal(Math.Log(1 + 9.5 / 1.5), Bm25.Idf(10, 1), 10);
        Assert.True(Bm25.Idf(10, 10) > 0);
    }

    [Fact]
    public void Indices_ascend() => Assert.Equal(Bm25.Query(["b", "a", "c", "d"]).Indices.Order(), Bm25.Query(["b", "a", "c", "d"]).Indices);

    [Fact]
    public void Bytes_round_trip()
    {
        var vector = Bm25.Passage(["park", "free", "car"]);

        var read = SparseVector.FromBytes(vector.ToBytes());

        Assert.Equal(vector.Indices, read.Indices);
        Assert.Equal(vector.Values, read.Values);
        Assert.Throws<FormatException>(() => SparseVector.FromBytes([1, 0, 0]));
        Assert.Throws<FormatException>(() => SparseVector.FromBytes([9, 0, 0, 0, 1]));
    }

    private static float WeightOf(SparseVector vector, string term) => vector.Values[Array.IndexOf(vector.Indices, TextAnalyzer.Hash(term))];
}
