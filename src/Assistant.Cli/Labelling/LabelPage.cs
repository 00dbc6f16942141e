using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Assistant.Cli.Labelling;

/// <summary>The files of the page, which are part of the program.</summary>
internal static class LabelPage
{
    private const string Folder = "Labelling/";

    internal static void MapLabelPage(this WebApplication app)
    {
        var assembly = typeof(LabelPage).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)))
        {
            var name = resource[Folder.Length..];
            app.MapGet(name == "index.html" ? "/" : $"/{name}", () => Results.Stream(assembly.GetManifestResourceStream(resource)!, TypeOf(name)));
        }
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        var other => throw new InvalidOperationException($"The page holds a file of the unknown kind '{other}'."),
    };
}
