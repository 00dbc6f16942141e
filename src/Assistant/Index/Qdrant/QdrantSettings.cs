using System.Globalization;
using System.Web;

namespace Assistant.Index.Qdrant;

/// <summary>Where a Qdrant collection is, how it is made where there is none yet, and how long may be waited for it.</summary>
public sealed record QdrantSettings(string Host, int Port, string Collection)
{
    private const string Form = "Give qdrant://HOST:PORT/COLLECTION, for example qdrant://localhost:6334/places; qdrants:// for TLS.";
    private const int DefaultPort = 6334; // Qdrant's gRPC port

    /// <summary>Whether the connection is encrypted.</summary>
    public bool IsTls { get; init; }

    /// <summary>The server's API key. It is never part of a URI and never logged.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Shards of a collection that is made; null leaves it to the server.</summary>
    public uint? Shards { get; init; }

    /// <summary>Copies of each shard of a collection that is made; null leaves it to the server.</summary>
    public uint? Replicas { get; init; }

    /// <summary>Whether a collection is made with 8-bit copies of its dense vectors to search by, twice as many as asked for; these are then scored exactly.</summary>
    public bool IsQuantised { get; init; }

    /// <summary>Whether every dense vector is compared, rather than those that the server's graph leads to.</summary>
    public bool IsExact { get; init; }

    /// <summary>How long one try of a call may take.</summary>
    public TimeSpan TryLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a call may take with all its tries and the waits between them.</summary>
    public TimeSpan CallLimit { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>How often a call is tried again after a passing fault.</summary>
    public int Retries { get; init; } = 4;

    /// <summary>The wait before the first retry, about: it is drawn, and doubles each time.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>For how long a server is left alone that failed too often.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The server and the collection, without anything secret.</summary>
    public string Uri => $"{(IsTls ? "qdrants" : "qdrant")}://{Server}/{Collection}";

    internal string Server => $"{Host}:{Port}";

    /// <summary>Reads <c>qdrant://HOST:PORT/COLLECTION?tls=true&amp;shards=2&amp;replicas=2&amp;quantised=true&amp;exact=true</c>; all after <c>?</c> may be left out.</summary>
    /// <exception cref="IndexException">It is of another form; the message says which.</exception>
    public static QdrantSettings Parse(string text, string? apiKey = null)
    {
        if (!System.Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("qdrant" or "qdrants") || uri.Host.Length == 0) throw new IndexException($"'{text}' is no index. {Form}");
        if (uri.UserInfo.Length > 0) throw new IndexException($"The index URI for {uri.Host} holds a user or a key. Leave it out: the key belongs in the setting Assistant:IndexApiKey.");
        var collection = System.Uri.UnescapeDataString(uri.AbsolutePath.Trim('/'));
        if (collection.Length == 0 || collection.Contains('/', StringComparison.Ordinal)) throw new IndexException($"'{text}' names no collection. {Form}");
        var settings = new QdrantSettings(uri.IdnHost, uri.Port > 0 ? uri.Port : DefaultPort, collection) { IsTls = uri.Scheme == "qdrants", ApiKey = string.IsNullOrEmpty(apiKey) ? null : apiKey };
        var query = HttpUtility.ParseQueryString(uri.Query);
        return query.AllKeys.Aggregate(settings, (known, key) => known.With(key ?? "", query[key] ?? ""));
    }

    // Records print every member; the key must not be among them.
    /// <summary>The same as <see cref="Uri"/>.</summary>
    public override string ToString() => Uri;

    private QdrantSettings With(string key, string value)
    {
        return key switch
        {
            "tls" => this with { IsTls = Bool() },
            "shards" => this with { Shards = Count() },
            "replicas" => this with { Replicas = Count() },
            "quantised" => this with { IsQuantised = Bool() },
            "exact" => this with { IsExact = Bool() },
            _ => throw new IndexException($"'{key}' is no setting of a Qdrant index. There are tls, shards, replicas, quantised and exact."),
        };

        bool Bool() => bool.TryParse(value, out var is_) ? is_ : throw new IndexException($"{key}={value} in the index URI: give true or false.");
        uint Count() => uint.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= 1000
            ? count : throw new IndexException($"{key}={value} in the index URI: give a number from 1 to 1000.");
    }
}
