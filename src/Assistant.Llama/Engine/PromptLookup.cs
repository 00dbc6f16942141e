using System.Runtime.InteropServices;

namespace Assistant.Llama.Engine;

/// <summary>
/// Guesses what comes next from what the conversation holds already: answers quote their passages. Where the last tokens stood before, what
/// followed them there is the draft (Saxena 2023, prompt lookup decoding). Drafts grow while they come true, and pause while they do not.
/// </summary>
internal sealed class PromptLookup(int longest)
{
    private const int LongestKey = 3, ShortestKey = 2;
    private const int PauseSteps = 4; // after a draft of which nothing came true, times the failures in a row
    private int allowed = Math.Min(2, longest);
    private int failures;
    private int pause;

    /// <summary>The tokens that may follow <paramref name="tokens"/> (prompt and answer so far); none where nothing is likely.</summary>
    internal ReadOnlySpan<int> Draft(List<int> tokens, int most)
    {
        var size = Math.Min(allowed, most);
        if (size <= 0) return [];
        if (pause > 0)
        {
            pause--;
            return [];
        }

        var all = CollectionsMarshal.AsSpan(tokens);
        for (var key = LongestKey; key >= ShortestKey && key < all.Length; key--)
        {
            var at = all[..^1].LastIndexOf(all[^key..]);
            if (at >= 0) return all.Slice(at + key, Math.Min(size, all.Length - at - key));
        }

        return [];
    }

    /// <summary>Tells how many tokens of a draft came true.</summary>
    internal void Learn(int drafted, int accepted)
    {
        if (drafted == 0) return;
        if (accepted == drafted) (allowed, failures) = (Math.Min(longest, allowed * 2), 0);
        else if (accepted > 0) (allowed, failures) = (Math.Clamp(accepted + 1, 2, longest), 0);
        else
        {
            failures++;
            (allowed, pause) = (Math.Min(2, longest), PauseSteps * failures);
        }
    }
}
