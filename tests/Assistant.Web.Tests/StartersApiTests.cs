using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Assistant.Web.Tests;

/// <summary>What is offered as a start must lead to the fact it was offered for: every starter of the sample catalogue is asked.</summary>
public sealed class StartersApiTests(WebHost host) : IClassFixture<WebHost>
{
    private static readonly (string Word, string Path)[] Facts =
        [("What time is breakfast", "#policies/breakfast"), ("Is there parking", "#policies/parking"), ("How far is the airport", "#nearby/"), ("When can I check in", "#policies/checkIn"), ("dogs", "#policies/pets")];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Starters_are_four_and_answered()
    {
        var questions = await QuestionsAsync("/api/starters");

        Assert.Equal(4, questions.Distinct().Count());
        Assert.Empty(await AstrayAsync(questions));
    }

    [Fact]
    public async Task Starters_about_each_place_are_answered()
    {
        using var client = host.CreateClient();
        var places = (await client.GetFromJsonAsync<JsonElement>("/api/properties?pageSize=200", Token)).GetProperty("items").EnumerateArray().Select(place => place.GetProperty("id").GetString()!).ToList();
        var astray = new List<string>();

        foreach (var id in places)
        {
            var questions = await QuestionsAsync($"/api/starters?focus={Uri.EscapeDataString(id)}");
            Assert.Equal(4, questions.Count);
            astray.AddRange((await AstrayAsync(questions, id)).Select(question => $"{id}: {question}"));
        }

        Assert.True(astray.Count == 0, string.Join("\n", astray));
    }

    [Fact]
    public async Task Starters_unknown_place_is_a_problem()
    {
        using var client = host.CreateClient();
        using var response = await client.GetAsync("/api/starters?focus=hotel__gone", Token);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Starters_of_an_empty_index_are_none()
    {
        await using var empty = new WebHost { IsEmpty = true };
        using var client = empty.CreateClient();

        Assert.Equal(0, (await client.GetFromJsonAsync<JsonElement>("/api/starters", Token)).GetProperty("questions").GetArrayLength());
    }

    private async Task<IReadOnlyList<string>> QuestionsAsync(string path)
    {
        using var client = host.CreateClient();
        return [.. (await client.GetFromJsonAsync<JsonElement>(path, Token)).GetProperty("questions").EnumerateArray().Select(question => question.GetString()!)];
    }

    // Those whose answer does not come from the fact they were offered for.
    private async Task<IReadOnlyList<string>> AstrayAsync(IReadOnlyList<string> questions, params string[] focus)
    {
        var astray = new List<string>();
        foreach (var question in questions)
        {
            var events = await host.ChatAsync(new { message = question, focus });
            var cited = events.Where(item => item.Name == "sentence").SelectMany(item => item.Data.GetProperty("citations").EnumerateArray()).Select(citation => citation.GetProperty("passageId").GetString()!).ToList();
            var fact = Facts.FirstOrDefault(fact => question.Contains(fact.Word, StringComparison.Ordinal)).Path ?? "#";
            if (events[^1].Data.GetProperty("verdict").GetString() == "refused" || !cited.Any(id => id.Contains(fact, StringComparison.Ordinal))) astray.Add($"{question} {string.Join(' ', cited)}");
        }

        return astray;
    }
}
