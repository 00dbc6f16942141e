using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Assistant.Web.Tests.Deploy;

/// <summary>A YAML file of the checkout, read by paths such as <c>services/web/image</c>; merge keys are resolved.</summary>
internal sealed class Yaml
{
    private readonly object? root;

    private Yaml(object? root) => this.root = root;

    internal static Yaml Read(string path)
    {
        using var reader = new StreamReader(path);
        return new Yaml(new DeserializerBuilder().Build().Deserialize(new MergingParser(new Parser(reader))));
    }

    /// <summary>The keys of a mapping; none where there is none.</summary>
    internal IReadOnlyList<string> Keys(string path = "") => At(path) is Dictionary<object, object> map ? [.. map.Keys.Select(key => $"{key}")] : [];

    /// <summary>A scalar; null where there is none.</summary>
    internal string? Text(string path) => At(path) as string;

    /// <summary>The scalars of a list; none where there is no list.</summary>
    internal IReadOnlyList<string> List(string path) => At(path) is List<object> list ? [.. list.OfType<string>()] : [];

    /// <summary>The mappings of a list.</summary>
    internal IReadOnlyList<Yaml> Items(string path) => At(path) is List<object> list ? [.. list.Select(item => new Yaml(item))] : [];

    private object? At(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries)
        .Aggregate(root, (node, key) => node is Dictionary<object, object> map ? map.GetValueOrDefault(key) : null);
}
