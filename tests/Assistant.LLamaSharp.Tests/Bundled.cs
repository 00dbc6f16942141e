using System.Text.Json;
using Assistant.Testing;
using Microsoft.Extensions.AI;

namespace Assistant.LLamaSharp.Tests;

/// <summary>The models that come with the program, and what their training wrote down to check them by.</summary>
internal static class Bundled
{
    internal sealed record Chat(string Message, int[] Tokens, string Completion);

    internal sealed record Embedded(string Text, int[] Tokens, float[] Vector);

    internal static IReadOnlyList<Chat> Chats => Read<Chat>("answerer.check.json");

    internal static IReadOnlyList<Embedded> Embeddings => Read<Embedded>("embedder.check.json");

    internal static ChatOptions Greedy => new() { Temperature = 0, MaxOutputTokens = 80 };

    /// <summary>The checks' messages, and each with other words before it.</summary>
    internal static IReadOnlyList<string> Prompts => [.. Chats.SelectMany(chat => (string[])["", "Hello. ", "And "], (chat, opening) => opening + chat.Message)];

    /// <summary>The checks' texts, the messages, and one that is too long.</summary>
    internal static IReadOnlyList<string> Texts => [.. Embeddings.Select(embedded => embedded.Text), .. Prompts, string.Join(' ', Prompts)];

    internal static string File(string name)
    {
        Assert.SkipUnless(System.IO.File.Exists(Repository.File($"models/{name}")), $"models/{name} is not there.");
        return Repository.File($"models/{name}");
    }

    private static List<T> Read<T>(string name) => JsonSerializer.Deserialize<List<T>>(System.IO.File.ReadAllText(File(name)), JsonSerializerOptions.Web)!;
}
