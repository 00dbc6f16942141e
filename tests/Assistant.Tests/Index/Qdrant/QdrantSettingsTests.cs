using Assistant.Index;
using Assistant.Index.Qdrant;

namespace Assistant.Tests.Index.Qdrant;

public sealed class QdrantSettingsTests
{
    [Theory]
    [InlineData("qdrant://host:6334/places", "host", 6334, "places", false)]
    [InlineData("qdrant://host/places", "host", 6334, "places", false)]
    [InlineData("qdrants://10.0.0.1:443/a%20b", "10.0.0.1", 443, "a b", true)]
    [InlineData("qdrant://host/places?tls=true&exact=true", "host", 6334, "places", true)]
    public void Parse_reads_server_and_collection(string uri, string host, int port, string collection, bool isTls)
    {
        var settings = QdrantSettings.Parse(uri);

        Assert.Equal((host, port, collection, isTls), (settings.Host, settings.Port, settings.Collection, settings.IsTls));
    }

    [Fact]
    public void Parse_reads_how_a_collection_is_made()
    {
        var settings = QdrantSettings.Parse("qdrant://host/places?shards=3&replicas=2&quantised=true");

        Assert.Equal((3u, 2u, true, false), (settings.Shards, settings.Replicas, settings.IsQuantised, settings.IsExact));
    }

    [Theory]
    [InlineData("qdrant://host", "names no collection")]
    [InlineData("qdrant://host/a/b", "names no collection")]
    [InlineData("qdrant:///places", "is no index")]
    [InlineData("qdrant-http://host/places", "is no index")]
    [InlineData("qdrant://host/places?shards=none", "number from 1 to 1000")]
    [InlineData("qdrant://host/places?tls=perhaps", "true or false")]
    [InlineData("qdrant://host/places?speed=high", "is no setting")]
    public void Parse_of_another_form_says_what_is_wrong(string uri, string message) =>
        Assert.Contains(message, Assert.Throws<IndexException>(() => IndexUri.Open(uri)).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_refuses_a_key_in_the_uri_without_repeating_it()
    {
        var message = Assert.Throws<IndexException>(() => QdrantSettings.Parse("qdrant://secret@host/places")).Message;

        Assert.Contains("Assistant:IndexApiKey", message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_never_print_the_key() => Assert.DoesNotContain("secret", $"{QdrantSettings.Parse("qdrant://host/places", "secret")}", StringComparison.Ordinal);
}
