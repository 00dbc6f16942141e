using System.ComponentModel.DataAnnotations;

namespace Assistant.Generate.Servers;

/// <summary>Where a model is served: the bases of one or more OpenAI-compatible servers, and its name there.</summary>
/// <param name="Bases">Absolute http(s) addresses that <c>/chat/completions</c> and <c>/embeddings</c> are put after.</param>
/// <param name="Model">The model's name; servers with one model ignore it.</param>
internal sealed record ServerSetting(IReadOnlyList<Uri> Bases, string Model)
{
    private const string AnyModel = "default";

    /// <summary>Reads <c>BASE[,BASE...][#MODEL]</c>; null where the setting is no http(s) address.</summary>
    /// <exception cref="ValidationException">It begins like one and is none.</exception>
    internal static ServerSetting? Parse(string key, string setting)
    {
        if (!IsHttp(setting)) return null;
        var parts = setting.Split('#', 2);
        var bases = new List<Uri>();
        foreach (var part in parts[0].Split(',', StringSplitOptions.TrimEntries))
        {
            if (!IsHttp(part) || !Uri.TryCreate(part, UriKind.Absolute, out var uri))
            {
                throw new ValidationException($"Assistant:Models:{key} is '{setting}', in which '{part}' is no http(s) address. Give BASE, or BASE,BASE,... for several servers of the same model, with #MODEL at the end where they serve several.");
            }

            bases.Add(uri);
        }

        return new ServerSetting(bases, parts.Length > 1 && parts[1].Length > 0 ? Uri.UnescapeDataString(parts[1]) : AnyModel);
    }

    private static bool IsHttp(string text) => text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
}
