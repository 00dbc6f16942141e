using Assistant.Text;

namespace Assistant.Tests.Text;

public sealed class QuestionTermsTests
{
    [Fact]
    public void Of_names_and_function_words_are_no_content() =>
        Assert.Equal(["clean", "bathroom"], QuestionTerms.Of("Does Hobsons House have clean bathrooms?", ["Hobsons House"]).Content);

    [Fact]
    public void Of_question_of_function_words_keeps_something() => Assert.NotEmpty(QuestionTerms.Of("What is it?", []).Content);

    [Fact]
    public void Related_words_of_an_aspect_weigh_less()
    {
        var terms = QuestionTerms.Of("Can I bring my puppy?", []);

        Assert.Contains("dog", terms.Related.Keys);
        Assert.All(terms.Related.Values, weight => Assert.InRange(weight, 0.01, 0.5));
        Assert.True(terms.Touches("pet"));
        Assert.False(terms.Touches("sauna"));
    }

    [Fact]
    public void Sparse_own_words_weigh_one()
    {
        var sparse = QuestionTerms.Of("parking", []).Sparse();

        Assert.Equal(1, sparse.Values[Array.IndexOf(sparse.Indices, TextAnalyzer.Hash("park"))]);
        Assert.Equal(sparse.Indices.Order(), sparse.Indices);
    }

    [Fact]
    public void Aspects_unknown_word_has_none() => Assert.Empty(QuestionTerms.Of("helipad", []).Aspects);

    [Fact]
    public void Of_another_language_is_content_in_English_and_in_its_own()
    {
        var terms = QuestionTerms.Of("Darf ich meinen Hund ins Hafenhotel mitbringen?", ["Hafenhotel"], "de");

        Assert.Contains("dog", terms.Content);
        Assert.Contains("pet", terms.Related.Keys);
        Assert.Contains("hund", terms.Native);
        Assert.DoesNotContain("hafenhotel", terms.Content);
        Assert.DoesNotContain("hafenhotel", terms.Native);
    }

    [Fact]
    public void Of_English_has_no_other_terms() => Assert.Empty(QuestionTerms.Of("Can I bring my dog?", []).Native);
}
