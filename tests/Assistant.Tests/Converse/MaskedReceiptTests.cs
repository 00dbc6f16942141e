using Assistant.Converse;

namespace Assistant.Tests.Converse;

public sealed class MaskedReceiptTests
{
    [Fact]
    public async Task Receipt_holds_placeholders_wherever_the_guests_words_stand()
    {
        await using var assistant = await new TestAssistant().WithAsync(Sample.Harbour);
        var answered = await assistant.AskAsync("My name is Marta Kowalska, marta.k@example.org. Are dogs allowed?");
        var stored = answered.Receipt;

        Assert.Equal("My name is [name 1], [email 1]. Are dogs allowed?", stored.Request.Message);
        Assert.DoesNotContain("Kowalska", Output(stored), StringComparison.Ordinal);
        Assert.DoesNotContain("marta.k@example.org", Output(stored), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Receipt_is_as_asked_where_masking_is_off()
    {
        await using var assistant = await new TestAssistant(null, ("Assistant:Privacy:Mask", "false")).WithAsync(Sample.Harbour);

        Assert.Equal("My name is Marta Kowalska. Are dogs allowed?", (await assistant.AskAsync("My name is Marta Kowalska. Are dogs allowed?")).Receipt.Request.Message);
    }

    [Fact]
    public async Task Conversation_goes_on_and_earlier_placeholders_stay()
    {
        await using var assistant = await new TestAssistant().WithAsync(Sample.Harbour);
        var first = await assistant.AskAsync("My name is Marta Kowalska. Are dogs allowed?");

        var second = await assistant.AskAsync("And my husband, Tomasz Nowak, asks: are cats allowed?", first.Done.ConversationId);

        Assert.Equal("My name is [name 1]. Are dogs allowed?", second.Receipt.History[0].Text);
        Assert.Equal("And my husband, [name 2], asks: are cats allowed?", second.Receipt.Request.Message);
    }

    [Fact]
    public async Task Names_of_places_stay()
    {
        await using var assistant = await new TestAssistant().WithAsync(Sample.Harbour);
        var name = Sample.Harbour.Name;

        var message = $"Are dogs allowed at {name}?";
        Assert.Equal(message, (await assistant.AskAsync(message)).Receipt.Request.Message);
    }

    private static string Output(Receipt receipt) => System.Text.Json.JsonSerializer.Serialize(receipt, AssistantJson.Stored);
}
