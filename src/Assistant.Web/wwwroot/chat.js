// POST /api/chat as an async sequence of { event, data }.

export async function* chat(request, signal) {
  const response = await fetch('api/chat', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'text/event-stream' },
    body: JSON.stringify(request),
    signal,
  }).catch(saying('The server could not be reached. Check the connection.'));
  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    throw new Error(problem.detail ?? problem.title ?? `The server answered ${response.status}.`);
  }

  const brokenOff = 'The connection broke off before the answer was complete.';
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = '';
  let ended = false;
  for (;;) {
    const { value, done } = await reader.read().catch(saying(brokenOff));
    if (done) break;
    buffer += value.replaceAll('\r\n', '\n');
    for (let end = buffer.indexOf('\n\n'); end >= 0; end = buffer.indexOf('\n\n')) {
      const item = parse(buffer.slice(0, end));
      buffer = buffer.slice(end + 2);
      if (!item) continue;
      ended ||= item.event === 'done' || item.event === 'error';
      yield item;
    }
  }
  if (!ended) throw new Error(brokenOff);
}

// A browser's own words for a lost connection ("Failed to fetch") help nobody; a stop by the user stays one.
function saying(words) {
  return error => { throw error.name === 'AbortError' ? error : new Error(words, { cause: error }); };
}

function parse(block) {
  const lines = block.split('\n');
  const field = name => lines.filter(line => line.startsWith(`${name}:`)).map(line => line.slice(name.length + 1).replace(/^ /, '')).join('\n');
  const data = field('data');
  return data ? { event: field('event') || 'message', data: JSON.parse(data) } : null;
}
