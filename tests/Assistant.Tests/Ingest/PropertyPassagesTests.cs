using Assistant.Ingest.Properties;

namespace Assistant.Tests.Ingest;

public sealed class PropertyPassagesTests
{
    private static readonly IReadOnlyList<Passage> Passages = PropertyPassages.Of(Sample.Harbour);

    [Theory]
    [InlineData("kind", "Harbour Lane Hotel is a 4-star hotel.")]
    [InlineData("address", "The address of Harbour Lane Hotel is Rua A 1, 4050-001 Porto, Portugal. It is in the Ribeira area of Porto.")]
    [InlineData("price", "A night at Harbour Lane Hotel costs from EUR 90 to EUR 180.")]
    [InlineData("amenities/wellness", "There is an outdoor swimming pool.")]
    [InlineData("policies/checkIn", "Check-in is possible from 15:00 until 22:00.")]
    [InlineData("policies/pets", "Pets are allowed. Bringing a pet costs EUR 10 per pet and night. Two dogs at most.")]
    [InlineData("policies/parking", "There is no parking. The nearest garage is in Rua B.")]
    [InlineData("faqs/gym", "No, there is no gym, but the park is next door.")]
    public void Of_each_field_has_its_path_and_its_sentence(string path, string text) =>
        Assert.Equal(text, Passages.Single(passage => passage.FieldPath == path).Text);

    [Fact]
    public void Of_ids_are_the_property_and_the_path() =>
        Assert.All(Passages, passage => Assert.Equal($"hotel__porto-harbour#{passage.FieldPath}", passage.Id));

    [Fact]
    public void Of_ids_differ() => Assert.Equal(Passages.Count, Passages.Select(passage => passage.Id).Distinct().Count());

    [Fact]
    public void Of_tiers_tell_who_speaks()
    {
        Assert.Equal(Tier.Structured, Passages.Single(passage => passage.FieldPath == "policies/pets").Tier);
        Assert.Equal(Tier.Owner, Passages.Single(passage => passage.FieldPath == "faqs/gym").Tier);
        Assert.Equal(Tier.Guest, Passages.Single(passage => passage.FieldPath == "reviews/r1").Tier);
    }

    [Fact]
    public void Of_faq_keeps_its_question_as_heading() => Assert.Equal("Is there a gym?", Passages.Single(passage => passage.FieldPath == "faqs/gym").Heading);

    [Fact]
    public void Of_item_without_id_keeps_its_id_when_another_comes_before_it()
    {
        var one = Sample.Harbour with { Faqs = [new Faq("Is there a safe?", "Yes.")] };
        var two = Sample.Harbour with { Faqs = [new Faq("Is there a bath?", "No."), new Faq("Is there a safe?", "Yes.")] };

        var before = PropertyPassages.Of(one).Single(passage => passage.Heading == "Is there a safe?");
        var after = PropertyPassages.Of(two).Single(passage => passage.Heading == "Is there a safe?");

        Assert.Equal(before, after);
    }

    [Fact]
    public void Of_long_review_is_split_between_sentences_and_nothing_is_lost()
    {
        var text = string.Join(' ', Enumerable.Range(1, 30).Select(i => $"Sentence number {i} says a little about the stay."));
        var pieces = PropertyPassages.Of(Sample.Harbour with { Reviews = [new Review(text, "long")] }).Where(passage => passage.Kind == PassageKind.Review).ToList();

        Assert.Equal(text, string.Join(' ', pieces.Select(piece => piece.Text)));
        Assert.All(pieces, piece => Assert.InRange(piece.Text.Split(' ').Length, 20, 90));
        Assert.Equal(Enumerable.Range(0, pieces.Count).Select(i => $"reviews/long/{i}"), pieces.Select(piece => piece.FieldPath));
    }

    [Fact]
    public void Of_changed_text_changes_the_hash_and_not_the_id()
    {
        var changed = PropertyPassages.Of(Sample.Harbour with { Policies = new Dictionary<string, Policy> { ["pets"] = new("no") } });

        var (before, after) = (Passages.Single(passage => passage.FieldPath == "policies/pets"), changed.Single(passage => passage.FieldPath == "policies/pets"));

        Assert.Equal(before.Id, after.Id);
        Assert.NotEqual(before.ContentHash, after.ContentHash);
    }
}
