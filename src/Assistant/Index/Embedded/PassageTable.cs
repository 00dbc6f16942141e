namespace Assistant.Index.Embedded;

/// <summary>What is known of each passage beside its vectors, in columns: a million passages take 13 MB, their ids would take a hundred.</summary>
/// <param name="Rows">The row in the file.</param>
/// <param name="Labels">Kind and tier (<see cref="Image.Label"/>).</param>
/// <param name="Order">The place of the passage's id among all ids in ordinal order: ties go by it.</param>
/// <param name="Documents">The passages of each document, which lie together, and the place of its property.</param>
internal sealed record PassageTable(long[] Rows, byte[] Labels, int[] Order, IReadOnlyList<(int Start, int End, int Property)> Documents)
{
    /// <summary>Takes passages one by one, in row order.</summary>
    internal sealed class Builder
    {
        private readonly List<long> rows = [];
        private readonly List<byte> labels = [];
        private readonly List<string> ids = [];
        private readonly List<(int Start, int End, int Property)> documents = [];

        internal void Add(long row, string id, int property, byte label)
        {
            var isNext = documents.Count > 0 && documents[^1].Property == property;
            if (isNext) documents[^1] = documents[^1] with { End = rows.Count + 1 };
            else documents.Add((rows.Count, rows.Count + 1, property));
            rows.Add(row);
            labels.Add(label);
            ids.Add(id);
        }

        internal PassageTable Build() => new([.. rows], [.. labels], OrderOf([.. ids]), documents);

        // Equal ids (one passage in two feeds) stay in row order.
        private static int[] OrderOf(string[] ids)
        {
            var passages = new int[ids.Length];
            for (var i = 0; i < passages.Length; i++) passages[i] = i;
            Array.Sort(passages, (one, other) => string.CompareOrdinal(ids[one], ids[other]) is not 0 and var byId ? byId : one.CompareTo(other));
            var order = new int[ids.Length];
            for (var i = 0; i < passages.Length; i++) order[passages[i]] = i;
            return order;
        }
    }
}
