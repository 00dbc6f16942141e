// A passage's text with what is cited of it marked.

// Spans are [start, end] in UTF-16 units; those of `chosen` stand out.
export function marked(text, cited, chosen = []) {
  const node = document.createElement('blockquote');
  const [all, strong] = [joined(cited, text), joined(chosen, text)];
  const edges = [...new Set([0, text.length, ...all.flat(), ...strong.flat()])].sort((a, b) => a - b);
  for (let i = 0; i + 1 < edges.length; i++) {
    const within = list => list.some(([start, end]) => start <= edges[i] && edges[i + 1] <= end);
    const part = document.createElement(within(all) ? 'mark' : 'span');
    part.textContent = text.slice(edges[i], edges[i + 1]);
    if (!within(all)) part.className = 'uncited';
    else if (within(strong)) part.className = 'chosen';
    node.append(part);
  }
  return node;
}

// The spans that sentences cite of a passage.
export function spans(sentences, ref) {
  return sentences.flatMap(sentence => sentence.citations).filter(citation => citation.ref === ref).map(citation => [citation.start, citation.end]);
}

// Spans with nothing but white space between them are read as one.
function joined(spans, text) {
  const list = spans.map(span => [...span]).sort((a, b) => a[0] - b[0]);
  for (let i = list.length - 1; i > 0; i--) {
    if (text.slice(list[i - 1][1], list[i][0]).trim() !== '') continue;
    list[i - 1][1] = Math.max(list[i - 1][1], list[i][1]);
    list.splice(i, 1);
  }
  return list;
}
