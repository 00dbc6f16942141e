using NetArchTest.Rules;

namespace Assistant.Tests;

/// <summary>Who may know whom. The path stays readable because no stage reaches into another.</summary>
public sealed class ArchitectureTests
{
    private static readonly string[] Stages = ["Understand", "Retrieve", "Rank", "Compose", "Generate", "Verify", "Respond", "Converse"];

    public static TheoryData<string> EachStage => [.. Stages];

    [Theory]
    [MemberData(nameof(EachStage))]
    public void Stages_do_not_know_one_another(string stage) =>
        Check(In(stage).ShouldNot().HaveDependencyOnAny([.. Stages.Where(other => other != stage).Select(other => $"Assistant.{other}")]));

    [Fact]
    public void Only_ingest_and_the_reading_stages_call_the_index() =>
        Check(Types.InAssembly(typeof(TravelAssistant).Assembly).That()
            .ResideInNamespaceMatching(@"^Assistant\.(Rank|Compose|Generate|Verify|Respond|Converse|Text)").ShouldNot().HaveDependencyOn("Assistant.Index"));

    [Fact]
    public void SemanticKernel_stays_in_its_layer() =>
        Check(Types.InAssembly(typeof(TravelAssistant).Assembly).That()
            .DoNotResideInNamespaceMatching(@"^Assistant\.(Compose|Generate|Plugins)").And().DoNotHaveNameMatching("^(TravelAssistant|EvidenceFinder|AssistantServices)")
            .ShouldNot().HaveDependencyOn("Microsoft.SemanticKernel"));

    [Theory]
    [InlineData("Microsoft.Data.Sqlite", "Index.Embedded|Converse")]
    [InlineData("Lucene", "Text")]
    [InlineData("NJsonSchema", "Ingest")]
    [InlineData("OpenAI", "Generate")]
    [InlineData("Assistant.LLamaSharp", "Generate")]
    [InlineData("Polly", "Generate|Index.Qdrant")]
    public void Packages_stay_behind_one_folder(string package, string folders) =>
        Check(Types.InAssembly(typeof(TravelAssistant).Assembly).That()
            .DoNotResideInNamespaceMatching($@"^Assistant\.({folders.Replace(".", "\\.")})").ShouldNot().HaveDependencyOn(package));

    [Theory]
    [InlineData("Qdrant.Client")]
    [InlineData("Grpc")]
    [InlineData("Google.Protobuf")]
    public void Qdrant_stays_behind_one_folder(string package)
    {
        var own = Types.InAssembly(typeof(TravelAssistant).Assembly).That().ResideInNamespaceMatching(@"^Assistant\."); // the types of its protocol are made into the assembly
        Check(own.And().DoNotResideInNamespaceMatching(@"^Assistant\.Index\.Qdrant").ShouldNot().HaveDependencyOn(package));
        Assert.False(Types.InAssembly(typeof(TravelAssistant).Assembly).That().ResideInNamespaceMatching(@"^Assistant\.Index\.Qdrant").ShouldNot().HaveDependencyOn(package).GetResult().IsSuccessful);
    }

    [Fact]
    public void Library_knows_no_host() =>
        Check(Types.InAssembly(typeof(TravelAssistant).Assembly).ShouldNot().HaveDependencyOnAny("Assistant.Web", "Assistant.Cli", "Assistant.Evaluation", "Microsoft.AspNetCore", "System.CommandLine"));

    [Fact]
    public void Llama_knows_nothing_of_travel() =>
        Check(Types.InAssembly(typeof(Assistant.Llama.LlamaModel).Assembly).ShouldNot().HaveDependencyOnAny([.. Stages.Select(stage => $"Assistant.{stage}"), "Assistant.Ingest", "Assistant.Index"]));

    [Fact]
    public void Rules_can_fail() =>
        Assert.False(Types.InAssembly(typeof(TravelAssistant).Assembly).That().ResideInNamespace("Assistant.Plugins").ShouldNot().HaveDependencyOn("Microsoft.SemanticKernel").GetResult().IsSuccessful);

    private static PredicateList In(string stage) => Types.InAssembly(typeof(TravelAssistant).Assembly).That().ResideInNamespace($"Assistant.{stage}");

    private static void Check(ConditionList rule)
    {
        var result = rule.GetResult();
        Assert.True(result.IsSuccessful, string.Join(", ", result.FailingTypeNames ?? []));
    }
}
