using System.Text.RegularExpressions;

namespace Assistant.Support.Reply;

/// <summary>Placeholders of macros and courtesies in texts.</summary>
public static partial class MacroFilling
{
    /// <summary>The placeholders (<c>{guest.name}</c>) that a text still holds, each once.</summary>
    public static IReadOnlyList<string> Unfilled(string text) => [.. Placeholder().Matches(text).Select(match => match.Value).Distinct()];

    /// <summary>A text with the values of its placeholders, each by its name without braces; those without a value stay.</summary>
    internal static string Fill(string text, Func<string, string?> valueOf) => Named().Replace(text, match => valueOf(match.Groups[1].Value) ?? match.Value);

    [GeneratedRegex(@"\{([a-zA-Z.]+)\}")]
    private static partial Regex Named();

    [GeneratedRegex(@"\{(?:guest|property|booking|policy|agent)\.[a-zA-Z]+\}")]
    private static partial Regex Placeholder();
}
