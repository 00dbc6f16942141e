using Assistant.Llama.Native;

namespace Assistant.Llama.Engine;

/// <summary>One step: fills a batch from the busy slots, has it computed, and gives each answer its next tokens.</summary>
internal sealed class EngineStep(LlamaModel model, LlamaContext context, SlotCache cache, EngineOptions options, EngineMetrics metrics)
{
    private const int WorthGuessing = 4; // tokens
    private readonly TokenBatch batch = new(options.StepTokens);
    private readonly bool usesGpu = MemoryLimit.UsesGpu(model.Options);
    private readonly List<Wanted> wanted = [];
    private LlamaAdapter? adapter; // that the context is set to
    private readonly int vocabulary = LlamaNative.llama_vocab_n_tokens(model.Vocabulary);

    /// <summary>Runs a step and returns the slots whose answers are at their end.</summary>
    /// <exception cref="LlamaException">llama.cpp could not run it.</exception>
    internal List<Slot> Run()
    {
        batch.Clear();
        wanted.Clear();
        if (!cache.Busy.Any()) return [];
        var slots = Group();
        var reading = Reading(slots); // looks at what the caches hold before anything is added to them
        AddWriting(slots);
        AddPrompts(reading);
        if (batch.Count == 0) return [];
        metrics.Step(batch.Count);
        context.Decode(batch, CancellationToken.None);
        cache.Computed();
        return Deliver();
    }

    // A step has one adapter or none: where requests differ, they take turns.
    private unsafe List<Slot> Group()
    {
        var groups = cache.Busy.GroupBy(slot => slot.Generation!.Adapter).ToList();
        var group = groups.MaxBy(group => group.Max(slot => slot.Idle))!;
        foreach (var slot in cache.Busy) slot.Idle = slot.Generation!.Adapter == group.Key ? 0 : slot.Idle + 1;
        if (adapter != group.Key)
        {
            var pointer = group.Key?.Handle.DangerousGetHandle() ?? 0;
            var scale = group.Key?.Scale ?? 0;
            if (LlamaNative.llama_set_adapters_lora(context.Handle, &pointer, pointer == 0 ? 0u : 1u, &scale) != 0) throw new LlamaException($"llama.cpp does not take the adapter. {LlamaLibrary.TakeErrors()}");
            adapter = group.Key;
        }

        return [.. group];
    }

    // The last token of every answer, and what may follow it.
    private void AddWriting(List<Slot> slots)
    {
        var writing = slots.Where(slot => slot.IsWriting).ToList();
        var guesses = Guesses(writing.Count);
        foreach (var (i, slot) in writing.Index())
        {
            var generation = slot.Generation!;
            if (batch.Room == 0) return;
            var first = batch.Add(generation.Tokens[^1], slot.Resident.Count, slot.Id, wantOutput: true);
            var others = writing.Count - i - 1; // each gets its token before anyone's guesses
            var most = Math.Min(Math.Min(guesses, Math.Max(0, batch.Room - others)), generation.MostWritten - generation.Written - 1);
            int[] draft = [.. generation.Lookup.Draft(generation.Tokens, most)];
            for (var j = 0; j < draft.Length; j++) batch.Add(draft[j], slot.Resident.Count + 1 + j, slot.Id, wantOutput: true);
            slot.Resident.Add(generation.Tokens[^1]);
            wanted.Add(new Wanted(slot, first, draft));
        }
    }

    // A GPU has time to spare while it reads the weights. A processor has it only where few answers are written: there a guess costs what a token costs.
    private int Guesses(int writing) => usesGpu || options.DraftTokens >= writing * WorthGuessing ? options.DraftTokens / (usesGpu ? 1 : Math.Max(1, writing)) : 0;

    // The prompts that can go on: those nearest to their end first, but none waits for ever.
    private List<Slot> Reading(List<Slot> slots)
    {
        var reading = slots.Where(slot => !slot.IsWriting).OrderBy(slot => slot.Missing - (slot.Age++ * options.StepTokens / 4)).ThenBy(slot => slot.LastUsed).ToList();
        return [.. reading.Where(cache.Begin)];
    }

    private void AddPrompts(List<Slot> reading)
    {
        foreach (var slot in reading)
        {
            var tokens = slot.Generation!.Tokens;
            var count = Math.Min(batch.Room, slot.Missing);
            for (var i = 0; i < count; i++)
            {
                var position = slot.Resident.Count;
                var isLast = position == tokens.Count - 1;
                var place = batch.Add(tokens[position], position, slot.Id, isLast);
                slot.Resident.Add(tokens[position]);
                if (isLast) wanted.Add(new Wanted(slot, place, []));
            }
        }
    }

    private unsafe List<Slot> Deliver()
    {
        var logits = new nint[batch.Count]; // asked for one after another: the first call waits for the computation
        foreach (var (slot, first, draft) in wanted)
        {
            for (var i = 0; i <= draft.Length; i++) logits[first + i] = (nint)LlamaNative.llama_get_logits_ith(context.Handle, first + i);
        }

        var isEnded = new bool[wanted.Count];
        if (wanted.Count > 1 && wanted.Any(one => one.Slot.Generation!.Sampler.IsCostly)) Parallel.For(0, wanted.Count, i => isEnded[i] = Continue(wanted[i], logits));
        else for (var i = 0; i < wanted.Count; i++) isEnded[i] = Continue(wanted[i], logits);
        foreach (var one in wanted.Where(one => one.Draft.Length > 0)) cache.CutTo(one.Slot, one.Slot.Resident.Count); // drafts that did not come true
        return [.. wanted.Where((_, i) => isEnded[i]).Select(one => one.Slot)];
    }

    // The next token, and while the draft has guessed it, the next.
    private unsafe bool Continue(Wanted one, nint[] logits)
    {
        var generation = one.Slot.Generation!;
        for (var i = 0; ; i++)
        {
            var token = generation.Sampler.Next(new Span<float>((void*)logits[one.First + i], vocabulary));
            var isEnd = generation.Take(token);
            if (!isEnd && i < one.Draft.Length && one.Draft[i] == token)
            {
                one.Slot.Resident.Add(token);
                continue;
            }

            generation.Lookup.Learn(one.Draft.Length, i);
            metrics.Drafts(one.Draft.Length, i);
            return isEnd;
        }
    }

    private sealed record Wanted(Slot Slot, int First, int[] Draft);
}
