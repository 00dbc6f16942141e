using Assistant.Evaluation.Measures;
using Assistant.Evaluation.Training;
using Assistant.Text;

namespace Assistant.Evaluation.Labelling.Drafts;

/// <summary>A place that questions are drafted about, with its passages.</summary>
internal sealed record DraftPlace(Property Property, IReadOnlyList<Passage> Passages)
{
    /// <summary>The passage of a field, such as <c>policies/pets</c>; null where it was split into pieces or is not there.</summary>
    internal Passage? At(string fieldPath) => Passages.FirstOrDefault(passage => passage.FieldPath == fieldPath);

    /// <summary>The first sentence of a passage that holds every word, or null.</summary>
    internal static string? Sentence(Passage passage, params string[] words) =>
        SentencesOf(passage.Text).FirstOrDefault(sentence => new AnswerKey(words, null).IsIn([sentence]));

    internal static IEnumerable<string> SentencesOf(string text) => Sentences.Split(text).Select(range => text[range]);

    /// <summary>A draft that one sentence of a passage answers, verbatim. Its id and focus are given when the drafts are drawn.</summary>
    internal KeyedQuestion Quoting(string topic, string message, Passage passage, string sentence, IReadOnlyList<string> key, bool? negative = null, string says = "yes") =>
        new("", Property.Id, [], [], message, new Dictionary<string, IReadOnlyList<string>> { ["a"] = [passage.Id] }, $"{sentence} [a]", key, negative, topic, says);
}
