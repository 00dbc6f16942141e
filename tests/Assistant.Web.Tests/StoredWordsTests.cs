using System.Net.Http.Json;
using System.Text;
using Assistant.Testing;

namespace Assistant.Web.Tests;

/// <summary>What guests write of themselves does not reach the file of conversations.</summary>
public sealed class StoredWordsTests : IDisposable
{
    private static readonly string[] Personal = ["Marta", "Kowalska", "marta.k@example.org", "601 234 567", "4111 1111", "4111111111111111"];

    private readonly TemporaryFolder folder = new();
    private readonly WebHost host;

    public StoredWordsTests() => host = new WebHost { Configured = builder => builder.UseSetting("Assistant:Conversations", $"sqlite:{folder.File("c.db")}") };

    public void Dispose()
    {
        host.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task File_of_conversations_holds_no_personal_data_and_the_conversation_goes_on()
    {
        var token = TestContext.Current.CancellationToken;
        var first = (await host.ChatAsync(new
        {
            message = "Hello, my name is Marta Kowalska, marta.k@example.org, +48 601 234 567, card 4111 1111 1111 1111. Can I bring my dog to The Copperplate?",
        }))[^1];
        Assert.Equal("done", first.Name);
        using var client = host.CreateClient();
        var rating = new { answerId = first.Data.GetProperty("answerId").GetString(), rating = "down", reason = "Call me back, Marta Kowalska, +48 601 234 567" };
        (await client.PostAsJsonAsync("/api/feedback", rating, token)).EnsureSuccessStatusCode();

        var second = (await host.ChatAsync(new { message = "And is there a lift?", conversationId = first.Data.GetProperty("conversationId").GetString() }))[^1];

        Assert.Equal("done", second.Name);
        Assert.NotEqual("refused", second.Data.GetProperty("verdict").GetString());
        var bytes = string.Concat(Directory.EnumerateFiles(folder.Path, "c.db*").Select(file =>
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            return reader.ReadToEnd();
        }));
        Assert.Contains("[name 1]", bytes, StringComparison.Ordinal);
        Assert.Contains("Copperplate", bytes, StringComparison.Ordinal);
        Assert.DoesNotContain(Personal, value => bytes.Contains(value, StringComparison.OrdinalIgnoreCase));
    }
}
