namespace Assistant.Cli.Bench;

/// <summary>Words by the law of Zipf and Mandelbrot: those of travel are the common ones, invented ones follow. Names are invented too.</summary>
internal sealed class SyntheticWords
{
    private const int Invented = 30_000;
    private const double Shift = 10; // the commonest word in every seventh passage, as in dstc11-val

    private static readonly string[] Travel =
    [
        .. """
           room breakfast staff parking pool bed bathroom shower wifi view location night price desk towel window floor stairs lift balcony garden terrace bar restaurant
           coffee tea kitchen fridge heating fan noise street traffic bus station airport shuttle taxi bicycle rental gym sauna spa massage beach lake river harbour market
           museum castle bridge church square dinner lunch buffet menu bread egg fruit vegan vegetarian gluten allergy child cot playground family dog cat pet fee deposit
           card cash invoice reservation cancellation refund reception luggage storage locker key lock safe door pillow blanket sheet mattress sofa lamp desk chair table
           television channel radio plug adapter charger laundry iron dryer hairdryer soap shampoo toilet bath tub sink mirror ramp wheelchair hearing quiet loud clean dirty
           spotless dusty friendly rude helpful slow fast cold warm hot cool bright dark small large narrow cosy modern old renovated comfortable soft hard fresh stale
           cheap expensive fair late early weekend summer winter spring autumn christmas event meeting conference projector printer lounge library fireplace roof courtyard
           smoking ashtray candle music piano concert theatre cinema tour guide map ticket ferry boat train tram metro walk hill forest park playroom game billiard tennis golf
           """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Distinct(),
    ];

    private static readonly string[] Little = ["the", "is", "and", "was", "with", "for", "of", "in"];
    private static readonly (string Word, string Kind)[] Kinds =
        [("Hotel", "hotel"), ("Hotel", "hotel"), ("Hostel", "hostel"), ("Inn", "inn"), ("Guest House", "guesthouse"), ("Lodge", "hotel"), ("Suites", "aparthotel"), ("Resort", "resort")];

    private static readonly string[] Onsets = ["b", "br", "c", "d", "dr", "f", "g", "gl", "h", "k", "l", "m", "n", "p", "r", "s", "st", "t", "tr", "v", "w", "z"];
    private static readonly string[] Nuclei = ["a", "e", "i", "o", "u", "ai", "ea", "ou"];
    private static readonly string[] Codas = ["", "l", "n", "r", "s", "m", "nd", "rk", "x"];

    private readonly string[] vocabulary;
    private readonly double[] cumulated;
    private readonly string[] names;

    internal SyntheticWords(int seed)
    {
        var random = new Random(seed);
        vocabulary = [.. Travel.OrderBy(_ => random.Next()), .. Enumerable.Range(0, Invented).Select(_ => Word(random, random.Next(2, 4)))];
        cumulated = new double[vocabulary.Length];
        for (var i = 0; i < cumulated.Length; i++) cumulated[i] = (i == 0 ? 0 : cumulated[i - 1]) + (1 / (i + 1 + Shift));
        names = [.. Enumerable.Range(0, 8000).Select(_ => Capital(Word(random, random.Next(2, 4))))];
    }

    /// <summary>The words of a sentence that are about something.</summary>
    internal static IEnumerable<string> ContentOf(string sentence) => sentence.TrimEnd('.').ToLowerInvariant().Split(' ').Where(word => !Little.Contains(word));

    internal string City(int number) => $"{names[number]}{(number % 2 == 0 ? "ford" : "ville")}";

    /// <summary>"Karlen Drouk Hotel", now and then with its city.</summary>
    internal (string Name, string Kind) Property(Random random, string city)
    {
        var (word, kind) = Kinds[random.Next(Kinds.Length)];
        var own = random.Next(3) == 0 ? names[random.Next(names.Length)] : $"{names[random.Next(names.Length)]} {names[random.Next(names.Length)]}";
        return ($"{own} {word}{(random.Next(4) == 0 ? $" {city}" : "")}", kind);
    }

    /// <summary>A sentence with so many words about something, and some little ones.</summary>
    internal string Sentence(Random random, int length)
    {
        var words = new List<string>();
        for (var i = 0; i < length; i++)
        {
            if (random.Next(3) == 0) words.Add(Little[random.Next(Little.Length)]);
            words.Add(Draw(random));
        }

        return $"{Capital(string.Join(' ', words))}.";
    }

    private string Draw(Random random)
    {
        var place = Array.BinarySearch(cumulated, random.NextDouble() * cumulated[^1]);
        return vocabulary[Math.Min(place < 0 ? ~place : place, vocabulary.Length - 1)];
    }

    private static string Word(Random random, int syllables) => string.Concat(Enumerable.Range(0, syllables).Select(_ =>
        $"{Onsets[random.Next(Onsets.Length)]}{Nuclei[random.Next(Nuclei.Length)]}{Codas[random.Next(Codas.Length)]}"));

    private static string Capital(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..]}";
}
