using Assistant.Evaluation.Measures;

namespace Assistant.Evaluation.Tests.Measures;

/// <summary>
/// What other implementations print for the same tokens: BLEU and METEOR of NLTK 3.8 (its METEOR without WordNet), ROUGE-L of js-rouge 3.2.3 (beta 1).
/// Where no 4-gram agrees, NLTK's BLEU is not 0 but below 1e-100.
/// </summary>
public sealed class AnswerMeasureReferenceTests
{
    public static TheoryData<string, string, double, double, double> Pairs => new()
    {
        { "Yes, there is free parking right behind the hotel for all guests.", "Yes, free parking is available behind the hotel for all guests.", 0.429694, 0.851974, 0.761905 },
        { "The pool is open from 7 to 21:30 every day.", "Our pool opens at 7 and closes at 21:30 every day.", 0.238018, 0.537876, 0.545455 },
        { "Pets are allowed, but dogs cost 25 pounds per stay.", "Dogs are allowed at a cost of 25 pounds per stay, other pets are not allowed.", 0.22172, 0.567476, 0.56 },
        { "Breakfast is served in the garden room until half past ten.", "Breakfast is served in the garden room until half past ten.", 1, 0.9995, 1 },
        { "No.", "Smoking is not permitted anywhere in the house.", 0, 0, 0 },
        { "Guests liked the quiet rooms and the friendly staff.", "The staff was friendly and the rooms were quiet, guests said.", 0, 0.340909, 0.125 },
        { "You can check in from three in the afternoon until midnight at the front desk.", "Check-in is possible from three in the afternoon, and the front desk is staffed until midnight.", 0.247943, 0.654054, 0.571429 },
        { "The hotel has a sauna, a gym and a small indoor pool for its guests.", "There is a sauna, a gym and a small indoor pool.", 0.461737, 0.721218, 0.631579 },
        { "Children stay free when sharing a bed with their parents in the family rooms.", "Kids under six are staying for free if they share the bed of their parents.", 0, 0.37037, 0.307692 },
        { "Cancellation is free until two days before arrival; later the first night is charged.", "You may cancel free of charge until two days before you arrive. After that the first night is charged.", 0.271147, 0.599055, 0.580645 },
        { "A taxi to the station takes ten minutes and costs about twelve euros.", "It takes ten minutes to the station by taxi, which costs about twelve euros, and twenty minutes by tram.", 0.210434, 0.584245, 0.482759 },
        { "Reviewers complained about slow wifi on the upper floors, while others had no problem with the wifi.", "Some guests complained about slow wifi, others had no problem at all.", 0.329039, 0.633257, 0.592593 },
        { "The rooms were cleaned daily and the towels were changed.", "Towels changed daily, rooms cleaned.", 0, 0.471698, 0.307692 },
        { "there is a lift and there is a ramp and there is a wide door", "there is a ramp and there is a wide door and there is a lift", 0.797271, 0.9375, 0.666667 },
        { "Happily, the hosts relayed our luggage to the rental agency.", "The host happily relays luggage for guests to its rental agencies.", 0, 0.489379, 0.444444 },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Agrees_with_other_implementations(string answer, string reference, double bleu, double meteor, double rouge)
    {
        var (tokens, others) = (AnswerTokens.Of(answer), AnswerTokens.Of(reference));

        Assert.Equal(bleu, Bleu.Sentence(tokens, others), 1e-6);
        Assert.Equal(meteor, Meteor.Of(tokens, others), 1e-6);
        Assert.Equal(rouge, RougeL.Of(tokens, others), 1e-6);
    }
}
