using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Assistant;

/// <summary>Every setting, under <c>Assistant</c> in <c>appsettings.json</c> or the environment (<c>Assistant__Models__Answerer</c>). Checked at start.</summary>
public sealed class AssistantOptions
{
    /// <summary>The name of the configuration section.</summary>
    public const string Section = "Assistant";

    /// <summary>Where the passages are: <c>embedded:PATH</c> or <c>qdrant://HOST:PORT/COLLECTION</c>. The default lies in the data folder.</summary>
    [Required]
    public string Index { get; set; } = $"embedded:{Path.Combine(DataFolder.Default, "index.db")}";

    /// <summary>The key of a Qdrant server that asks for one.</summary>
    public string? IndexApiKey { get; set; }

    /// <summary>Where conversations and receipts are kept: <c>sqlite:PATH</c>.</summary>
    [Required]
    public string Conversations { get; set; } = $"sqlite:{Path.Combine(DataFolder.Default, "conversations.db")}";

    /// <summary>The folder of prompt folders.</summary>
    [Required]
    public string Prompts { get; set; } = Path.Combine(AppContext.BaseDirectory, "prompts");

    /// <summary>
    /// Whether requests from this machine may use the support desk and the tools for agents while no key is set up for them. A proxy on this machine that does not
    /// say that it passes requests on looks like it: behind one, set this to false or, better, set keys.
    /// </summary>
    public bool OpenAtHome { get; set; } = true;

    /// <summary>Who may change content over the web; nobody where there are none.</summary>
    public IList<AccessKey> Keys { get; } = [];

    /// <summary>The models.</summary>
    public ModelOptions Models { get; set; } = new();

    /// <summary>What an answer may be made of.</summary>
    public AnswerOptions Answers { get; set; } = new();

    /// <summary>What is done for guests' privacy.</summary>
    public PrivacyOptions Privacy { get; set; } = new();
}

/// <summary>What is done for guests' privacy.</summary>
public sealed class PrivacyOptions
{
    /// <summary>Whether names, addresses and numbers of people are masked in what guests wrote before it is stored. Answers are the same either way.</summary>
    public bool Mask { get; set; } = true;
}

/// <summary>A key that requests carry (<c>Authorization: Bearer KEY</c>), and what it opens.</summary>
public sealed class AccessKey
{
    /// <summary>The scope that opens the writing of content.</summary>
    public const string WriteProperties = "properties";

    /// <summary>The scope that opens the support desk: cases, replies, content gaps.</summary>
    public const string Support = "support";

    /// <summary>Every scope there is.</summary>
    public static IReadOnlyList<string> AllScopes { get; } = [WriteProperties, Support, .. McpScopes.All];

    /// <summary>Whose it is, for people.</summary>
    [Required]
    public string Name { get; set; } = "";

    /// <summary>The key itself; it is never logged.</summary>
    [Required]
    [MinLength(16, ErrorMessage = "is shorter than 16 characters. Make one: openssl rand -hex 32.")]
    public string Key { get; set; } = "";

    /// <summary>What it opens: some of <see cref="AllScopes"/>.</summary>
    public IList<string> Scopes { get; } = [];
}

/// <summary>
/// The models. What is not set is filled in from the registry (<c>models/registry.json</c>); <c>none</c> means no model: then answers are quoted,
/// and search is by words.
/// </summary>
public sealed class ModelOptions
{
    /// <summary>
    /// Writes answers: a name in the registry, a GGUF file, the <c>http(s)://</c> base of an OpenAI-compatible server (with <c>#MODEL</c> where it
    /// serves several models; several servers of the same one, parted by commas, share the work), or <c>none</c>.
    /// </summary>
    public string? Answerer { get; set; }

    /// <summary>The prompt folder that the answerer is asked with, under <see cref="AssistantOptions.Prompts"/>.</summary>
    public string? AnswererPrompt { get; set; }

    /// <summary>Embeds passages and questions: the same forms.</summary>
    public string? Embedder { get; set; }

    /// <summary>Put before each question for the embedder.</summary>
    public string? EmbedderQueryPrefix { get; set; }

    /// <summary>Put before each passage for the embedder.</summary>
    public string? EmbedderPassagePrefix { get; set; }

    /// <summary>A relevance model of <c>rank train</c>, in place of the one that comes with the embedder.</summary>
    public string? Relevance { get; set; }

    /// <summary>Sent as bearer token to OpenAI-compatible servers.</summary>
    public string? ApiKey { get; set; }

    /// <summary>What runs GGUF files: <c>llama.cpp</c>, or <c>llamasharp</c> in a build with <c>-p:WithLLamaSharp=true</c>.</summary>
    [AllowedValues("llama.cpp", "llamasharp", ErrorMessage = "Give llama.cpp or llamasharp.")]
    public string Runtime { get; set; } = "llama.cpp";

    /// <summary>CPU threads of a local model; 0 uses every processor.</summary>
    [Range(0, 1024)]
    public int Threads { get; set; }

    /// <summary>Layers of a local model on the GPU; -1 for all, 0 for none.</summary>
    [Range(-1, 10000)]
    public int GpuLayers { get; set; } = -1;

    /// <summary>Context of a local model in tokens; 0 takes the model's own, at most 4096.</summary>
    [Range(0, 1_000_000)]
    public int ContextTokens { get; set; }

    /// <summary>Answers a local model writes at the same time; further ones wait.</summary>
    [Range(1, 256)]
    public int MaxConcurrent { get; set; } = 4;

    /// <summary>Requests that may wait for a local model; one more is refused (HTTP 429).</summary>
    [Range(0, 100_000)]
    public int MaxWaiting { get; set; } = 64;

    /// <summary>Seconds that a request may wait for a local model before it is refused, and for the first words and each further token of a model server.</summary>
    [Range(1, 3600)]
    public int MaxWaitSeconds { get; set; } = 30;

    /// <summary>Seconds that an answer of a model server may take in all.</summary>
    [Range(1, 3600)]
    public int MaxAnswerSeconds { get; set; } = 120;

    /// <summary>Tokens that a local model guesses ahead out of its prompt; it changes speed, never text. 0 for none.</summary>
    [Range(0, 64)]
    public int DraftTokens { get; set; } = 8;
}

/// <summary>What an answer may be made of.</summary>
public sealed class AnswerOptions
{
    /// <summary>Characters of a message at most.</summary>
    [Range(1, 100_000)]
    public int MaxMessageCharacters { get; set; } = 4000;

    /// <summary>
    /// A passage counts as relevant from this probability on. Where it is not set, the relevance model in use says it
    /// (<see cref="Rank.RelevanceModel.MinRelevance"/>).
    /// </summary>
    [Range(0.0, 1.0)]
    public double MinRelevance { get; set; } = 0.3;

    /// <summary>
    /// There is an answer from this probability on that what was found answers the message. Where it is not set, the relevance model in use says it
    /// (<see cref="Rank.RelevanceModel.MinAnswerable"/>).
    /// </summary>
    [Range(0.0, 1.0)]
    public double MinAnswerable { get; set; } = 0.5;

    /// <summary>
    /// Without a property in focus, a passage must also speak of this share of the question's content: among thousands of passages one always
    /// shares a word with it.
    /// </summary>
    [Range(0.0, 1.0)]
    public double MinCoverageWithoutFocus { get; set; } = 0.6;

    /// <summary>Passages an answer may draw on.</summary>
    [Range(1, 50)]
    public int MaxPassages { get; set; } = 8;

    /// <summary>Tokens of evidence in a prompt at most.</summary>
    [Range(50, 1_000_000)]
    public int MaxEvidenceTokens { get; set; } = 1200;

    /// <summary>Sentences of an answer at most.</summary>
    [Range(1, 20)]
    public int MaxSentences { get; set; } = 4;

    /// <summary>A written sentence is released when this share of its content stands in what it cites.</summary>
    [Range(0.0, 1.0)]
    public double MinSupport { get; set; } = 0.5;

    /// <summary>The random seed of generation: the same question, the same answer.</summary>
    public long Seed { get; set; } = 1;

    /// <summary>
    /// In this share of questions two neighbouring passages of the evidence change places (<see cref="Rank.Exploration"/>), and the receipt says with which
    /// probability; 0 for never.
    /// </summary>
    [Range(0.0, 1.0)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] // receipts stay as they were where nothing is drawn
    public double ExploreShare { get; set; }
}
