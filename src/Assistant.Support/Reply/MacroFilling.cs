using System.Text.RegularExpressions;

namespace Assistant.Support.Reply;

/// <summary>Placeholders of macros in texts.</summary>
public static partial class MacroFilling
{
    /// <summary>The placeholders (<c>{guest.name}</c>) that a text still holds, each once.</summary>
    public static IReadOnlyList<string> Unfilled(string text) => [.. Placeholder().Matches(text).Select(match => match.Value).Distinct()];

    [GeneratedRegex(@"\{(?:guest|property|booking|policy|agent)\.[a-zA-Z]+\}")]
    private static partial Regex Placeholder();
}
