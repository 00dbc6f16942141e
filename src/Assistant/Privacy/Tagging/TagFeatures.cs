namespace Assistant.Privacy.Tagging;

/// <summary>What speaks for and against a tag of each token, as hashes of features: the word, its shape and parts, its neighbours, its place in the text.</summary>
internal sealed class TagFeatures
{
    private const int Reach = 6;

    private readonly List<TokenView> views;
    private readonly Dictionary<string, List<int>> places = [];
    private readonly uint manner;
    private List<uint> features = [];

    private TagFeatures(List<TokenView> views)
    {
        this.views = views;
        for (var i = 0; i < views.Count; i++)
        {
            if (!views[i].IsWord || views[i].Lower.Length < 3) continue;
            if (!places.TryGetValue(views[i].Lower, out var list)) places[views[i].Lower] = list = [];
            list.Add(i);
        }

        manner = MannerOf(views);
    }

    /// <summary>The features of each token.</summary>
    internal static uint[][] Of(List<TokenView> views)
    {
        var text = new TagFeatures(views);
        return [.. Enumerable.Range(0, views.Count).Select(text.At)];
    }

    private TokenView View(int i) => i >= 0 && i < views.Count ? views[i] : TokenView.Outside;

    private void Add(int template, uint first, uint second = 0, uint third = 0) => features.Add(FeatureHash.Of(template, first, second, third));

    private uint[] At(int i)
    {
        features = new List<uint>(96);
        var (before2, before, token, after, after2) = (View(i - 2), View(i - 1), View(i), View(i + 1), View(i + 2));
        Add(0, 0);
        Add(1, token.Word);
        Add(2, before.Word);
        Add(3, after.Word);
        Add(4, before2.Word);
        Add(5, after2.Word);
        Add(6, before.Word, token.Word);
        Add(7, token.Word, after.Word);
        Add(8, before2.Word, before.Word);
        Add(9, after.Word, after2.Word);
        Add(10, token.Shape);
        Add(11, before.Shape, token.Shape);
        Add(12, token.Shape, after.Shape);
        Add(13, before.Shape, token.Shape, after.Shape);
        Add(14, before.Word, token.Shape);
        Add(15, token.Shape, after.Word);
        Add(16, before.Word, token.Shape, after.Word);
        Add(17, before2.Word, before.Word, token.Shape);
        Add(18, token.Shape, after.Shape, after2.Shape);
        Add(19, before2.Shape, before.Shape, token.Shape);
        Known(before, token, after);
        Rules(before, token, after);
        Cues(before2, before, token, after, after2);
        Parts(token, after);
        Place(i, token);
        Elsewhere(i, token);
        Around(i, token);
        return [.. features];
    }

    private void Known(TokenView before, TokenView token, TokenView after)
    {
        Add(20, token.Known);
        Add(21, token.Known, token.Shape, manner);
        Add(22, before.Known, token.Known, after.Known);
        Add(23, before.Known, before.Shape, token.Known);
        Add(24, token.Known, after.Known, after.Shape);
        Add(25, before.Word, token.Known);
        Add(26, token.Known, after.Word);
        Add(27, before.Word, token.Known, token.Shape);
        Add(28, token.Known, token.Shape, after.Word);
        for (var list = 0; list < WordSets.Lists; list++) if ((token.Known & (1u << list)) != 0) Add(29, (uint)list, token.Shape);
    }

    private void Cues(TokenView before2, TokenView before, TokenView token, TokenView after, TokenView after2)
    {
        Add(90, token.Cue, token.Shape);
        Add(91, before.Cue, token.Shape);
        Add(92, after.Cue, token.Shape);
        Add(93, before2.Cue, before.Shape, token.Shape);
        Add(94, before.Cue, token.Known);
        Add(95, after.Cue, token.Known);
        Add(96, before.Cue, token.Shape, after.Cue);
        Add(97, token.Shape, after.Shape, after2.Cue);
        Add(98, before2.Cue, before.Cue, token.Shape);
    }

    private void Rules(TokenView before, TokenView token, TokenView after)
    {
        Add(30, token.Rule);
        Add(31, token.Rule, token.Shape);
        Add(32, before.Rule, token.Rule, after.Rule);
        if (after.Rule > 0) Add(33, after.Rule, token.Shape);
        if (before.Rule > 0) Add(34, before.Rule, token.Shape);
    }

    private void Parts(TokenView token, TokenView after)
    {
        for (var length = 1; length <= 6 && length <= token.Folded.Length; length++)
        {
            if (length <= 4) Add(40 + length, FeatureHash.Of(token.Folded.AsSpan(0, length)));
            if (length > 1) Add(50 + length, FeatureHash.Of(token.Folded.AsSpan(token.Folded.Length - length)));
        }

        if (after.Folded.Length > 3) Add(58, FeatureHash.Of(after.Folded.AsSpan(after.Folded.Length - 3)));
    }

    private void Place(int i, TokenView token)
    {
        var (sinceLine, toLine) = (Distance(i, -1, 4), Distance(i, 1, 4));
        var opens = i == 0 ? 3u : View(i - 1).IsLine ? 2u : View(i - 1).EndsSentence || (!View(i - 1).IsWord && !View(i - 1).HasDigit && View(i - 2).EndsSentence) ? 1u : 0u;
        var left = (uint)Math.Min(4, views.Count - 1 - i);
        Add(60, opens, token.Shape);
        Add(61, opens, token.Shape, token.Known);
        Add(62, sinceLine, toLine, token.Shape);
        Add(63, left, token.Shape);
        Add(64, left, token.Known, opens);
        Add(65, manner, token.Shape, opens);
        Add(66, opens, View(i + 1).Word, token.Shape);
        Add(67, opens, View(i + 1).Known, token.Known);
        Add(68, sinceLine, toLine, token.Known);
    }

    private uint Distance(int i, int step, int most)
    {
        var distance = 0;
        while (distance < most && i + step >= 0 && i + step < views.Count && !views[i + step].IsLine) (distance, i) = (distance + 1, i + step);
        return (uint)distance;
    }

    // What stands beside the same word elsewhere in the text; whether it is written small there.
    private void Elsewhere(int i, TokenView token)
    {
        if (!token.IsWord || !places.TryGetValue(token.Lower, out var same) || same.Count < 2) return;
        foreach (var other in same.Where(other => other != i).Take(3))
        {
            Add(70, View(other - 1).Word, token.Shape);
            Add(71, View(other + 1).Word, token.Shape);
            Add(72, views[other].Shape, token.Shape);
        }
    }

    // Words some tokens away tell what a number is.
    private void Around(int i, TokenView token)
    {
        var kind = token.HasDigit ? 2u : token.IsCapitalised ? 1u : 0u;
        for (var distance = 2; distance <= Reach; distance++)
        {
            if (View(i - distance).IsWord) Add(80, View(i - distance).Word, kind);
            if (View(i - distance).HasDigit) Add(81, View(i - distance).Shape, kind);
            if (View(i + distance).IsWord) Add(82, View(i + distance).Word, kind);
            if (View(i + distance).HasDigit) Add(83, View(i + distance).Shape, kind);
            if (View(i - distance).Cue > 0) Add(84, View(i - distance).Cue, kind);
            if (View(i + distance).Cue > 0) Add(85, View(i + distance).Cue, kind);
        }
    }

    // Written small throughout, or large throughout; nouns written large as in German.
    private static uint MannerOf(List<TokenView> views)
    {
        var words = views.Where(view => view.IsWord && view.Text.Length > 1).ToList();
        var large = words.Count(view => view.Text.All(letter => !char.IsLetter(letter) || char.IsUpper(letter)));
        var capitalised = words.Count(view => view.IsCapitalised);
        var german = words.Count(view => view.Lower is "und" or "der" or "die" or "das" or "ich" or "nicht" or "ist" or "wir" or "ein" or "eine" or "für" or "mit" or "bitte" or "auf" or "von" or "ihr" or "ihre");
        return (capitalised == 0 ? 1u : large * 2 > words.Count ? 2u : 0u) | (german > 1 ? 4u : 0u);
    }
}
