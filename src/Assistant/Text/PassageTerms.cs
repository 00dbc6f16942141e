namespace Assistant.Text;

/// <summary>What of a passage is searched: its property's name, its heading and its text.</summary>
public static class PassageTerms
{
    /// <summary>The text a passage is embedded by: name, heading, text.</summary>
    public static string SearchText(Passage passage)
    {
        ArgumentNullException.ThrowIfNull(passage);
        return passage.Heading is null ? $"{passage.PropertyName}\n{passage.Text}" : $"{passage.PropertyName}\n{passage.Heading}\n{passage.Text}";
    }

    /// <summary>The passage's sparse vector.</summary>
    public static SparseVector Sparse(Passage passage) => Bm25.Passage(TextAnalyzer.Terms(SearchText(passage), passage.Language));
}
