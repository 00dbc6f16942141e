using System.Text.Encodings.Web;
using System.Text.Json;

namespace Assistant.Evaluation.Runs;

/// <summary>
/// What a run has done so far, an item a line, behind a line that says which run it is: a run that was killed goes on where it stopped, and one that is complete is not computed again.
/// </summary>
internal sealed class RunJournal : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Line = new(AssistantJson.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly StreamWriter writer;
    private readonly SemaphoreSlim writing = new(1);

    private RunJournal(StreamWriter writer, IReadOnlyDictionary<string, EvalItem> done) => (this.writer, Done) = (writer, done);

    /// <summary>The items that were done before, by the query's id.</summary>
    internal IReadOnlyDictionary<string, EvalItem> Done { get; }

    /// <summary>Opens the journal of a run; what another run left in the file gives way.</summary>
    /// <param name="file">Where it lies.</param>
    /// <param name="identity">Tells the run from every other.</param>
    internal static RunJournal Open(string file, string identity)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var done = Read(file, identity);
        var temporary = $"{file}.new"; // written anew without the line that a killed run may have left half written
        using (var anew = new StreamWriter(temporary))
        {
            anew.WriteLine(JsonSerializer.Serialize(new Head(identity), Line));
            foreach (var item in done.Values) anew.WriteLine(JsonSerializer.Serialize(item, Line));
        }

        File.Move(temporary, file, overwrite: true);
        return new RunJournal(new StreamWriter(file, append: true), done);
    }

    /// <summary>Every item that a run left in its folder, folds included.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    internal static IReadOnlyList<EvalItem> ItemsIn(string folder)
    {
        string[] files = Directory.Exists(folder) ? Directory.GetFiles(folder, $"*{EvalFiles.Journal}") : [];
        return files.Length > 0 ? [.. files.SelectMany(file => File.ReadLines(file).Skip(1)).Select(Parse<EvalItem>).OfType<EvalItem>()]
            : throw new ArgumentException($"'{folder}' has no {EvalFiles.Journal}. Runs are written by eval run --out.", nameof(folder));
    }

    /// <summary>Adds an item; it is on disk when this returns.</summary>
    internal async Task AddAsync(EvalItem item, CancellationToken cancellationToken)
    {
        var text = JsonSerializer.Serialize(item, Line);
        await writing.WaitAsync(cancellationToken);
        try
        {
            await writer.WriteLineAsync(text);
            await writer.FlushAsync(CancellationToken.None); // a line is written whole or not at all
        }
        finally
        {
            writing.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await writer.DisposeAsync();
        writing.Dispose();
    }

    private static Dictionary<string, EvalItem> Read(string file, string identity)
    {
        if (!File.Exists(file)) return [];
        var lines = File.ReadLines(file);
        if (Parse<Head>(lines.FirstOrDefault() ?? "")?.Identity != identity) return [];
        return lines.Skip(1).Select(Parse<EvalItem>).OfType<EvalItem>().Where(item => item.Error is null).DistinctBy(item => item.Id).ToDictionary(item => item.Id); // what failed is tried again
    }

    private static T? Parse<T>(string line)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(line, Line);
        }
        catch (JsonException)
        {
            return null; // the last line of a killed run
        }
    }

    private sealed record Head(string Identity);
}
