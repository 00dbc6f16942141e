using Assistant.Support.Cases;
using Assistant.Support.Reply;
using Assistant.Support.Send;
using Assistant.Support.Similar;
using Assistant.Text;
using Microsoft.Extensions.AI;
using static Assistant.Support.Tests.Desk;

namespace Assistant.Support.Tests.Similar;

public sealed class SimilarCasesTests
{
    [Fact]
    public async Task Solved_cases_are_found_by_words_with_what_became_of_them()
    {
        await using var desk = await OpenAsync();
        await SolvedAsync(desk, "dog", "May our dog sleep in the room?", "Dogs are welcome.");
        await SolvedAsync(desk, "bags", "Where can we leave our suitcases after check-out?", "At the desk.");
        await desk.AddAsync(Guest("open", "May our dog sleep in the bed?"));

        var near = await new SimilarCases(desk.Database).FindAsync(Tenant, "Can the dog sleep in our room, too? Write to ada@quill.example", null, 5, Token);

        Assert.Equal(("dog", "Dogs are welcome.", "own", SuggestedAction.Abstain), (near[0].CaseId, near[0].Reply, near[0].Outcome, near[0].Action));
        Assert.All(near.Skip(1), similar => Assert.True(similar.Similarity < near[0].Similarity));
        Assert.DoesNotContain(near, similar => similar.CaseId == "open");
    }

    [Fact]
    public async Task Case_of_the_same_place_comes_first_among_equals()
    {
        await using var desk = await OpenAsync();
        await SolvedAsync(desk, "here", "May our dog sleep in the room?", "Yes.");
        await SolvedAsync(desk, "anywhere", "May our dog sleep in the room?", "No.", property: null);

        var near = await new SimilarCases(desk.Database).FindAsync(Tenant, "May our dog sleep in the room?", Place, 2, Token);

        Assert.Equal(["here", "anywhere"], near.Select(similar => similar.CaseId));
        Assert.Equal(1, near[0].Similarity, 3);
    }

    [Fact]
    public async Task With_an_embedder_the_nearest_vector_comes_first_and_is_computed_once()
    {
        await using var desk = await OpenAsync();
        await SolvedAsync(desk, "dog", "dog", "Yes.");
        await SolvedAsync(desk, "bags", "bags", "At the desk.");
        using var generator = new Letters();
        var similar = new SimilarCases(desk.Database, new PassageEmbedder(generator, "letters"));

        Assert.Equal("dog", (await similar.FindAsync(Tenant, "god", null, 1, Token)).Single().CaseId);
        var before = generator.Texts;
        await similar.FindAsync(Tenant, "god", null, 1, Token);
        Assert.Equal(1, generator.Texts - before);
    }

    [Fact]
    public async Task Case_solved_since_is_found_by_the_next_search_and_one_opened_again_is_not()
    {
        await using var desk = await OpenAsync();
        var similar = new SimilarCases(desk.Database);
        await SolvedAsync(desk, "dog", "May our dog come?", "Yes.");
        Assert.Single(await similar.FindAsync(Tenant, "May our dog come?", null, 5, Token));
        await SolvedAsync(desk, "hound", "May our dog come, too?", "Yes.");
        Assert.Equal(2, (await similar.FindAsync(Tenant, "May our dog come?", null, 5, Token)).Count);

        await desk.Changes.AppendAsync(Tenant, "dog", new CaseMessage(Party.Guest, "And the cat?"), Token);

        Assert.Equal("hound", Assert.Single(await similar.FindAsync(Tenant, "May our dog come?", null, 5, Token)).CaseId);
    }

    [Fact]
    public async Task Without_solved_cases_nothing_is_near()
    {
        await using var desk = await OpenAsync();
        await desk.AddAsync(Guest("c1", "Is there parking?"));
        Assert.Empty(await new SimilarCases(desk.Database).FindAsync(Tenant, "Is there parking?", null, 5, Token));
    }

    [Fact]
    public async Task Empty_text_is_refused()
    {
        await using var desk = await OpenAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => new SimilarCases(desk.Database).FindAsync(Tenant, " ", null, 5, Token));
    }

    private static async Task SolvedAsync(Desk desk, string id, string text, string reply, string? property = Place)
    {
        await desk.AddAsync(Guest(id, text, property: property));
        await desk.SendAsync(id, reply, ReplySource.Own, solve: true);
        Assert.Equal(CaseStatus.Solved, (await desk.FindAsync(id)).Status);
    }

    /// <summary>A vector of how often each letter occurs.</summary>
    private sealed class Letters : IEmbeddingGenerator<string, Embedding<float>>
    {
        internal int Texts { get; private set; }

        public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
        {
            var embeddings = values.Select(text => new Embedding<float>(Enumerable.Range('a', 26).Select(letter => (float)text.Count(other => other == letter)).ToArray())).ToList();
            Texts += embeddings.Count;
            return Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(embeddings));
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
