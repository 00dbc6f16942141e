using Assistant.Privacy.Tagging;

namespace Assistant.Evaluation.Privacy;

/// <summary>Probabilities of tags under a linear-chain conditional random field, by the forward-backward recursion with scaling (Rabiner 1989).</summary>
internal static class Marginals
{
    /// <summary>
    /// Of scores [token, tag] and transitions [before * tags + tag]: the probability of each tag at each token, and how often each tag is expected behind
    /// another, summed over the text.
    /// </summary>
    internal static (double[,] Single, double[] Pair) Of(float[,] scores, float[] transitions)
    {
        const int n = Tags.Count;
        var length = scores.GetLength(0);
        var moves = new double[n * n];
        for (var before = 0; before < n; before++)
        {
            for (var tag = 0; tag < n; tag++) moves[(before * n) + tag] = Tags.Follows(before, tag) ? Math.Exp(transitions[(before * n) + tag]) : 0;
        }

        var (fits, forward, backward) = (new double[length, n], new double[length, n], new double[length, n]);
        for (var i = 0; i < length; i++)
        {
            var most = float.NegativeInfinity;
            for (var tag = 0; tag < n; tag++) most = Math.Max(most, scores[i, tag]);
            var sum = 0d;
            for (var tag = 0; tag < n; tag++)
            {
                fits[i, tag] = Math.Exp(scores[i, tag] - most);
                var reached = i == 0 ? (Tags.Follows(0, tag) ? 1 : 0) : 0d;
                for (var before = 0; i > 0 && before < n; before++) reached += forward[i - 1, before] * moves[(before * n) + tag];
                sum += forward[i, tag] = reached * fits[i, tag];
            }

            for (var tag = 0; tag < n; tag++) forward[i, tag] /= sum;
        }

        for (var tag = 0; tag < n; tag++) backward[length - 1, tag] = 1;
        var (single, pair, joint) = (new double[length, n], new double[n * n], new double[n * n]);
        for (var i = length - 1; i >= 0; i--)
        {
            var total = 0d;
            for (var tag = 0; tag < n; tag++) total += single[i, tag] = forward[i, tag] * backward[i, tag];
            for (var tag = 0; tag < n; tag++) single[i, tag] /= total;
            if (i == 0) break;
            var (sum, all) = (0d, 0d);
            for (var before = 0; before < n; before++)
            {
                for (var tag = 0; tag < n; tag++)
                {
                    var onwards = moves[(before * n) + tag] * fits[i, tag] * backward[i, tag];
                    backward[i - 1, before] += onwards;
                    all += joint[(before * n) + tag] = forward[i - 1, before] * onwards;
                }

                sum += backward[i - 1, before];
            }

            for (var before = 0; before < n; before++) backward[i - 1, before] /= sum;
            for (var j = 0; j < joint.Length; j++) pair[j] += joint[j] / all;
        }

        return (single, pair);
    }
}
