using System.Collections.Concurrent;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Analysis.En;
using Lucene.Net.Analysis.Miscellaneous;
using Lucene.Net.Analysis.Standard;
using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Util;

namespace Assistant.Text;

/// <summary>
/// Text to index terms through Lucene.Net: Unicode words (UAX #29), lower case, no diacritics, no stop words, stemmed for the language.
/// Safe for concurrent use: Lucene's analyzers keep one token stream per thread.
/// </summary>
public static partial class TextAnalyzer
{
    /// <summary>Changes when terms change, so that an index knows it must be rebuilt.</summary>
    public const string Version = "lucene-4.8.0-b17/4";

    private const LuceneVersion Compatibility = LuceneVersion.LUCENE_48;
    private static readonly ConcurrentDictionary<string, Analyzer> ByLanguage = new();

    /// <summary>The terms of <paramref name="text"/> in order, repeats included. An unknown language is analysed without stemming.</summary>
    public static List<string> Terms(string text, string language = "en")
    {
        ArgumentNullException.ThrowIfNull(text);
        var terms = new List<string>();
        using var stream = ByLanguage.GetOrAdd(language, Create).GetTokenStream("text", language == "en" ? Joined(text) : text);
        var term = stream.GetAttribute<ICharTermAttribute>();
        stream.Reset();
        while (stream.IncrementToken()) terms.Add(term.ToString());
        stream.End();
        return terms;
    }

    /// <summary>The 32-bit hash a term is indexed by: XXH32 of its UTF-16 bytes.</summary>
    public static uint Hash(string term) => XxHash32.HashToUInt32(MemoryMarshal.AsBytes(term.AsSpan()));

    /// <summary>Lower case without diacritics: Kraków and krakow are the same city.</summary>
    public static string Fold(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lower = text.ToLowerInvariant().ToCharArray();
        var folded = new char[4 * lower.Length]; // the filter's documented bound: one character becomes four at most
        var length = ASCIIFoldingFilter.FoldToASCII(lower, 0, folded, 0, lower.Length);
        return new string(folded, 0, length);
    }

    // Spellings of one word that the tokenizer would take apart, and stop words would then thin out (check-in, check in); and fitness, whose
    // stem would be that of "fits".
    private static string Joined(string text) =>
        CheckInOut().Replace(Wifi().Replace(AirConditioning().Replace(Fitness().Replace(text, "gym"), "aircon"), "wifi"), "check$1");

    [GeneratedRegex(@"\bfitness(?: (?:room|centre|center|studio|area|facility|facilities))?\b", RegexOptions.IgnoreCase)]
    private static partial Regex Fitness();

    [GeneratedRegex(@"\bcheck(?:ing)?[- ](in|out)\b", RegexOptions.IgnoreCase)]
    private static partial Regex CheckInOut();

    [GeneratedRegex(@"\bwi[- ]fi\b", RegexOptions.IgnoreCase)]
    private static partial Regex Wifi();

    [GeneratedRegex(@"\bair[- ]?con(?:ditioning|ditioned|ditioner)?\b|\ba/?c\b", RegexOptions.IgnoreCase)]
    private static partial Regex AirConditioning();

    private static Analyzer Create(string language) => language switch
    {
        "en" => English(),
        "de" => new Lucene.Net.Analysis.De.GermanAnalyzer(Compatibility),
        "fr" => new Lucene.Net.Analysis.Fr.FrenchAnalyzer(Compatibility),
        "es" => new Lucene.Net.Analysis.Es.SpanishAnalyzer(Compatibility),
        "it" => new Lucene.Net.Analysis.It.ItalianAnalyzer(Compatibility),
        "pt" => new Lucene.Net.Analysis.Pt.PortugueseAnalyzer(Compatibility),
        "nl" => new Lucene.Net.Analysis.Nl.DutchAnalyzer(Compatibility),
        "da" => new Lucene.Net.Analysis.Da.DanishAnalyzer(Compatibility),
        "ja" or "zh" or "ko" => new Lucene.Net.Analysis.Cjk.CJKAnalyzer(Compatibility),
        _ => Analyzer.NewAnonymous((_, reader) =>
        {
            var words = new StandardTokenizer(Compatibility, reader);
            return new TokenStreamComponents(words, new ASCIIFoldingFilter(new LowerCaseFilter(Compatibility, words)));
        }),
    };

    private static Analyzer English() => Analyzer.NewAnonymous((_, reader) =>
    {
        var words = new StandardTokenizer(Compatibility, reader);
        TokenStream terms = new EnglishPossessiveFilter(Compatibility, words);
        terms = new ASCIIFoldingFilter(new LowerCaseFilter(Compatibility, terms));
        terms = new StopFilter(Compatibility, terms, StandardAnalyzer.STOP_WORDS_SET);
        return new TokenStreamComponents(words, new PorterStemFilter(terms));
    });
}
