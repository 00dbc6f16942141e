namespace Assistant.Privacy.Tagging;

/// <summary>Hashes of strings and of features (FNV-1a, 32 bits, mixed as MurmurHash3 ends). A model holds them, so they never change.</summary>
internal static class FeatureHash
{
    internal static uint Of(ReadOnlySpan<char> text)
    {
        var hash = 2166136261u;
        foreach (var letter in text) hash = (hash ^ letter) * 16777619u;
        return Mixed(hash);
    }

    internal static uint Of(int template, uint first, uint second = 0, uint third = 0) =>
        Mixed((((((uint)template * 2654435761u) ^ first) * 16777619u ^ second) * 2246822519u ^ third) * 3266489917u);

    private static uint Mixed(uint hash)
    {
        hash = (hash ^ (hash >> 16)) * 2246822507u;
        hash = (hash ^ (hash >> 13)) * 3266489909u;
        return hash ^ (hash >> 16);
    }
}
