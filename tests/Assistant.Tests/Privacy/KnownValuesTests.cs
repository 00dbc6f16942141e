using Assistant.Privacy;

namespace Assistant.Tests.Privacy;

public sealed class KnownValuesTests
{
    [Fact]
    public void Known_value_is_masked_in_any_casing_where_it_stands_alone()
    {
        var masker = new Masker();
        Assert.Equal("[name 1]", masker.Know(PersonalDataKind.Name, "Ada Quill"));
        Assert.Equal("[name 1] and quills and [name 1].", masker.Mask("ada quill and quills and Ada Quill."));
        Assert.Equal("Dear Ada Quill", masker.Restore("Dear [name 1]"));
    }

    [Fact]
    public void Known_value_that_a_found_one_cuts_is_masked_whole()
    {
        var masker = new Masker();
        masker.Know(PersonalDataKind.Booking, "HL 48213 blue");
        Assert.DoesNotContain("blue", masker.Mask("My booking is HL 48213 blue, thanks."), StringComparison.Ordinal);
    }

    [Fact]
    public void Masker_goes_on_where_another_ended()
    {
        var first = new Masker();
        first.Mask("Write to ada@quill.example.");

        var second = Masker.After(first.Values);

        Assert.Equal("[email 1] or [email 2]", second.Mask("ada@quill.example or bo@quill.example"));
        Assert.Equal("bo@quill.example", second.Restore("[email 2]"));
    }

    [Fact]
    public void Stored_key_that_is_no_placeholder_is_refused() => Assert.Throws<ArgumentException>(() => Masker.After(new Dictionary<string, string> { ["email"] = "x" }));

    [Fact]
    public void Reply_keeps_placeholders_of_its_masker_and_no_others()
    {
        var masker = new Masker();
        masker.Know(PersonalDataKind.Name, "Ada Quill");
        Assert.Equal("Dear [name 1], (email 7) is not [email 1].", masker.MaskReply("Dear [name 1], [email 7] is not ada@quill.example."));
        Assert.Equal(["[name 1]", "[email 1]"], Masker.PlaceholdersIn(masker.MaskReply("[name 1] [email 1]")));
    }
}
