using System.Text.Json;

namespace Assistant.Support.Reply;

/// <summary>The operator's macros, in the order of their file, then those that were learnt since. Safe for concurrent use.</summary>
public sealed class MacroBook(IReadOnlyList<Macro> macros)
{
    private readonly Lock adding = new();
    private volatile IReadOnlyList<Macro> all = macros;

    /// <summary>Every macro.</summary>
    public IReadOnlyList<Macro> Macros => all;

    /// <summary>A macro by its id, or null.</summary>
    public Macro? Find(string id) => all.FirstOrDefault(macro => macro.Id == id);

    /// <summary>Adds a macro for as long as the program runs; false where its id is taken.</summary>
    public bool TryAdd(Macro macro)
    {
        ArgumentNullException.ThrowIfNull(macro);
        lock (adding)
        {
            if (Find(macro.Id) is not null) return false;
            all = [.. all, macro];
            return true;
        }
    }

    /// <summary>Reads a file of macros, a JSON line each.</summary>
    /// <exception cref="InvalidOperationException">The file cannot be read, or a line is no macro; the message says where and what to do.</exception>
    public static MacroBook Read(string path)
    {
        if (!File.Exists(path)) throw new InvalidOperationException($"There is no file of macros at {path}. Set Support:Macros to one: a JSON line each with id, title, intents, text.");
        var macros = new List<Macro>();
        foreach (var (number, line) in File.ReadLines(path).Index())
        {
            if (string.IsNullOrWhiteSpace(line)) continue;
            try
            {
                macros.Add(JsonSerializer.Deserialize<Macro>(line, AssistantJson.Options)!);
            }
            catch (JsonException exception)
            {
                throw new InvalidOperationException($"{path}:{number + 1}: no macro: {exception.Message} A line holds id, title, intents and text.", exception);
            }
        }

        return macros.GroupBy(macro => macro.Id).FirstOrDefault(same => same.Count() > 1) is { } twice
            ? throw new InvalidOperationException($"{path}: the macro {twice.Key} is there twice. Give each its own id.")
            : new MacroBook(macros);
    }
}
