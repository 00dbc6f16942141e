using Assistant.Privacy;
using CsCheck;

namespace Assistant.Tests.Privacy;

public sealed class MaskerTests
{
    private const string Letter =
        "Hello, my name is Marta Kowalska (booking 4821093355). You can reach me on +48 601 234 567 or marta.k@example.org, also marta.k [at] example.org.\nMy card 4111 1111 1111 1111 was charged twice. Does The Copperplate at 12 Broughton Street have a lift?\nPlease write to Lindenweg 14, 50674 Köln.\nKind regards,\nMarta Kowalska";

    [Fact]
    public void Mask_puts_the_same_placeholder_for_the_same_value()
    {
        var masked = new Masker().Mask(Letter);

        Assert.Equal(
            "Hello, my name is [name 1] (booking [booking 1]). You can reach me on [phone 1] or [email 1], also [email 2].\nMy card [card 1] was charged twice. Does The Copperplate at 12 Broughton Street have a lift?\nPlease write to [address 1].\nKind regards,\n[name 1]",
            masked);
    }

    [Fact]
    public void Restore_gives_back_what_this_masker_masked()
    {
        var masker = new Masker();

        Assert.Equal(Letter, masker.Restore(masker.Mask(Letter)));
        Assert.Equal("[phone 7]", masker.Restore("[phone 7]"));
        Assert.Equal("[phone 1]", new Masker().Restore("[phone 1]"));
    }

    [Fact]
    public void Placeholder_that_a_guest_typed_brings_nobody_elses_data()
    {
        var masker = new Masker();

        Assert.Equal("I am (email 1), not [email 1].", masker.Mask("I am [email 1], not marta.k@example.org."));
    }

    [Fact]
    public void Known_names_of_places_stay()
    {
        Assert.Equal("I am [name 1]. Is Hotel Anna Sacher quiet?", new Masker(["Hotel Anna Sacher"]).Mask("I am Anna Novak. Is Hotel Anna Sacher quiet?"));
        Assert.Equal("my name is [name 1]", new Masker(["Mar"]).Mask("my name is Marta Kowalska"));
    }

    [Fact]
    public void Masking_again_keeps_placeholders_and_does_not_give_their_numbers_again()
    {
        var masker = new Masker();
        masker.Reserve(["I am [name 3]"]);

        Assert.Equal("I am [name 3], my wife is [name 4].", masker.MaskAgain("I am [name 3], my wife is Marta Kowalska."));
    }

    [Fact]
    public void Stream_masks_as_the_whole_text_however_it_is_cut()
    {
        var text = string.Join('\n', Enumerable.Repeat(Letter, 12));
        var expected = new Masker().Mask(text);

        Gen.Int[1, 90].Array[1, 400].Sample(lengths =>
        {
            var stream = new StreamMasker(new Masker());
            var (masked, at) = ("", 0);
            for (var i = 0; at < text.Length; i++)
            {
                var length = Math.Min(lengths[i % lengths.Length], text.Length - at);
                masked += stream.Push(text.Substring(at, length));
                at += length;
            }

            Assert.Equal(expected, masked + stream.Finish());
        }, iter: 15, threads: 1);
    }
}
