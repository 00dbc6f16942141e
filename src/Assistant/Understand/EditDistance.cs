namespace Assistant.Understand;

/// <summary>Damerau-Levenshtein distance in its optimal string alignment form: insert, delete, replace, swap neighbours.</summary>
public static class EditDistance
{
    /// <summary>The distance between two short words, or null where it is more than <paramref name="most"/>.</summary>
    public static int? Within(string one, string other, int most)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        if (Math.Abs(one.Length - other.Length) > most) return null;
        var width = other.Length + 1;
        Span<int> rows = 3 * width <= 512 ? stackalloc int[3 * width] : new int[3 * width];
        Span<int> before = rows[..width], last = rows.Slice(width, width), row = rows[(2 * width)..];
        for (var j = 0; j < width; j++) last[j] = j;
        for (var i = 1; i <= one.Length; i++)
        {
            row[0] = i;
            var least = i;
            for (var j = 1; j < width; j++)
            {
                var cost = one[i - 1] == other[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(last[j] + 1, row[j - 1] + 1), last[j - 1] + cost);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1]) row[j] = Math.Min(row[j], before[j - 2] + 1);
                least = Math.Min(least, row[j]);
            }

            if (least > most) return null; // rows differ by 1 at most, so no swap takes it back
            var free = before;
            before = last;
            last = row;
            row = free;
        }

        return last[other.Length] <= most ? last[other.Length] : null;
    }
}
