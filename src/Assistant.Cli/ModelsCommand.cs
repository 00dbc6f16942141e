using System.CommandLine;
using Assistant.Generate;
using Spectre.Console;

namespace Assistant.Cli;

/// <summary><c>assistant models list|verify|pull</c>: the GGUF files known by name.</summary>
internal static class ModelsCommand
{
    internal static Command Create() => new("models", "The models known by name; each name can be set as Assistant:Models:Answerer or :Embedder.") { List(), Verify(), Pull() };

    private static Command List()
    {
        var json = Options.Json();
        var command = new Command("list", "Lists the models, with role, size, licence and origin.") { json };
        command.SetAction(result =>
        {
            var models = ModelRegistry.Default.Entries.Select(entry => new
            {
                entry.Name,
                entry.Role,
                entry.Path,
                entry.Bytes,
                entry.Sha256,
                entry.License,
                entry.Source,
                entry.ContextTokens,
                entry.ChatTemplate,
                IsThere = File.Exists(entry.Path),
                IsDefault = ModelRegistry.Default.DefaultFor(entry.Role) == entry,
            }).ToList();
            if (result.GetValue(json)) Console.Out.WriteLine(Output.Json(new { models }));
            else if (models.Count == 0) Console.Out.WriteLine("No models. Fetch one: models pull URL --name NAME");
            else models.ForEach(model => Console.Out.WriteLine($"{model.Name,-24} {(model.Role == ModelRole.Answerer ? "answerer" : "embedder"),-9} {Size(model.Bytes),10}  {model.License}, {model.Source}{(model.IsDefault ? "  (used by default)" : "")}{(model.IsThere ? "" : "  (file missing)")}"));
            return CommandLine.Done;
        });
        return command;
    }

    private static Command Verify()
    {
        var names = new Argument<string[]>("NAME") { Description = "Models; without a name, all.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("verify", "Checks files against the sizes and digests in the registry.") { names };
        command.SetAction(async (result, cancellationToken) =>
        {
            var given = result.GetValue(names)!;
            var entries = given.Length == 0 ? ModelRegistry.Default.Entries : [.. given.Select(Known)];
            var failed = 0;
            foreach (var entry in entries)
            {
                var fault = await ModelRegistry.VerifyAsync(entry, cancellationToken);
                Console.Out.WriteLine(fault is null ? $"ok      {entry.Name}  {entry.Sha256}" : $"failed  {entry.Name}: {fault}");
                if (fault is not null) failed++;
            }

            return failed > 0 ? CommandLine.Failed : CommandLine.Done;
        });
        return command;
    }

    private static Command Pull()
    {
        var source = new Argument<string>("URL") { Description = "The http(s) address of a GGUF file." };
        var name = new Option<string?>("--name") { Description = "What it is to be called; by default its file's name." };
        var role = new Option<ModelRole>("--role") { Description = "answerer or embedder.", DefaultValueFactory = _ => ModelRole.Answerer };
        var digest = new Option<string?>("--sha256") { Description = "What the file's SHA-256 must be." };
        var license = new Option<string>("--license") { Description = "Its licence, for the list.", DefaultValueFactory = _ => "not stated" };
        var command = new Command("pull", "Fetches a model of your own choice; an interrupted download goes on where it stopped.") { source, name, role, digest, license };
        command.SetAction((result, cancellationToken) => PullAsync(
            result.GetValue(source)!, result.GetValue(name), result.GetValue(role), result.GetValue(digest), result.GetValue(license)!, cancellationToken));
        return command;
    }

    private static async Task<int> PullAsync(string source, string? name, ModelRole role, string? digest, string license, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(source, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")) throw new ArgumentException($"'{source}' is no http(s) address of a GGUF file.");
        if (digest is not null && (digest.Length != 64 || !digest.All(char.IsAsciiHexDigit))) throw new ArgumentException($"'{digest}' is no SHA-256: 64 hexadecimal digits.");
        name ??= Path.GetFileNameWithoutExtension(uri.LocalPath);
        if (name.Length == 0 || name.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.')) || name.StartsWith('.')) throw new ArgumentException($"'{name}' is no name for a model. Give --name, of letters, digits, '-', '_' and '.'.");

        var registry = ModelRegistry.Default;
        var file = $"{name}.gguf";
        var target = Path.Combine(registry.PulledFolder, file);
        using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        string sha256;
        try
        {
            sha256 = await WithProgressAsync(name, progress => new ModelDownload(http).FetchAsync(uri, target, digest, progress, cancellationToken));
        }
        catch (HttpRequestException exception)
        {
            throw new IOException($"{uri} cannot be fetched: {exception.Message}", exception);
        }

        registry.Add(new ModelEntry(name, role, file, new FileInfo(target).Length, sha256, license, uri.ToString()));
        Console.Out.WriteLine($"{name}  {target}  SHA-256 {sha256}{(digest is null ? " (not checked against anything: give --sha256 to have it checked)" : "")}");
        Console.Error.WriteLine($"Use it: Assistant__Models__{role}={name}");
        return CommandLine.Done;
    }

    private static async Task<string> WithProgressAsync(string name, Func<IProgress<(long Bytes, long? Of)>?, Task<string>> fetch)
    {
        if (Console.IsErrorRedirected) return await fetch(null);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console.Progress().HideCompleted(true).Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new DownloadedColumn(), new TransferSpeedColumn(), new RemainingTimeColumn()).StartAsync(async progress =>
        {
            var task = progress.AddTask(Markup.Escape(name));
            return await fetch(new Progress<(long Bytes, long? Of)>(state =>
            {
                task.IsIndeterminate = state.Of is null;
                task.MaxValue = state.Of ?? state.Bytes;
                task.Value = state.Bytes;
            }));
        });
    }

    private static ModelEntry Known(string name) => ModelRegistry.Default.Find(name)
        ?? throw new ArgumentException($"No model is called '{name}'. Known: {string.Join(", ", ModelRegistry.Default.Entries.Select(entry => entry.Name).DefaultIfEmpty("none"))}.");

    private static string Size(long bytes) => bytes >= 1 << 30 ? $"{bytes / (double)(1 << 30):0.0} GiB" : $"{bytes / (double)(1 << 20):0.0} MiB";
}
