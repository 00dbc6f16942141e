using System.Globalization;

namespace Assistant.Compose;

/// <summary>A llama.cpp grammar (GBNF) under which an answer can only cite the passages at hand: sentences with marks, or no answer.</summary>
public static class CitationGrammar
{
    /// <summary>What the model writes when the passages do not answer.</summary>
    public const string NoAnswer = "NO ANSWER";

    /// <summary>The grammar for <paramref name="passages"/> numbered passages and at most <paramref name="sentences"/> sentences.</summary>
    public static string For(int passages, int sentences)
    {
        var numbers = string.Join(" | ", Enumerable.Range(1, passages).Select(number => $"\"{number.ToString(CultureInfo.InvariantCulture)}\""));
        return $$"""
            root ::= "{{NoAnswer}}" | sentence (" " sentence){0,{{Math.Max(0, sentences - 1)}}}
            sentence ::= [^\[\]\n <] [^\[\]\n<]{3,300} " " mark mark? mark?
            mark ::= "[" ref "]"
            ref ::= {{numbers}}
            """;
    }
}
