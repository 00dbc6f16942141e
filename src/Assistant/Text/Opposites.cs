namespace Assistant.Text;

/// <summary>Whether a text says the contrary of a wish: "noisy" of "quiet", or a denial.</summary>
internal static class Opposites
{
    // Stems that guests use of the same thing, for better and for worse.
    private static readonly (HashSet<string> Good, HashSet<string> Bad)[] Pairs =
    [
        (Stems("quiet peaceful calm silent tranquil"), Stems("noisy loud noise racket din")), (Stems("clean spotless immaculate tidy"), Stems("dirty filthy grubby stained dusty")),
        (Stems("friendly helpful welcoming kind"), Stems("rude unfriendly unhelpful")), (Stems("spacious large big roomy"), Stems("cramped tiny small")), (Stems("modern new renovated"), Stems("dated shabby worn old")),
        (Stems("comfortable comfy cosy"), Stems("uncomfortable hard lumpy")), (Stems("cheap affordable"), Stems("expensive pricey overpriced")), (Stems("bright light sunny"), Stems("dark gloomy")), (Stems("warm"), Stems("cold chilly")),
    ];

    internal static bool Deny(string wish, string text)
    {
        var (wished, told) = (TextAnalyzer.Terms(wish).ToHashSet(), TextAnalyzer.Terms(text).ToHashSet());
        return Claims.IsNegative(text) != Claims.IsNegative(wish)
            || Pairs.Any(pair => (wished.Overlaps(pair.Good) && !IsSaid(told, pair.Good, pair.Bad)) || (wished.Overlaps(pair.Bad) && !IsSaid(told, pair.Bad, pair.Good)));
    }

    // What can be said for better or worse counts where it is said in so many words: "you hear everything" is about noise, and not quiet.
    private static bool IsSaid(HashSet<string> told, HashSet<string> side, HashSet<string> other) => told.Overlaps(side) && !told.Overlaps(other);

    private static HashSet<string> Stems(string words) => [.. TextAnalyzer.Terms(words)];
}
