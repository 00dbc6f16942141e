// The question in the form: from fields to a line of the file and back.
export const $ = id => document.getElementById(id);
export const element = (name, properties, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};
const lines = id => $(id).value.split('\n').map(line => line.trim()).filter(line => line);
let sources = {};

export function fill(question) {
  for (const id of ['id', 'property', 'message', 'says']) $(id).value = question[id];
  if (![...$('topic').options].some(option => option.value === question.topic)) $('topic').append(new Option(question.topic));
  $('topic').value = question.topic;
  $('negative').value = question.negative === null ? '' : String(question.negative);
  $('focus').value = question.focus.join('\n');
  $('history').value = question.history.map(turn => `${turn.speaker}: ${turn.text.replaceAll('\n', '\\n')}`).join('\n');
  $('none').checked = question.answer === null;
  $('answer').value = question.answer ?? '';
  $('key').value = question.key.join('\n');
  sources = structuredClone(question.sources);
  showSources();
}

export function read() {
  const none = $('none').checked;
  return {
    id: $('id').value.trim(), property: $('property').value, focus: lines('focus'),
    history: lines('history').map(line => ({ speaker: /^[US]:/.test(line) ? line[0] : '?', text: line.replace(/^[US]:\s*/, '').replaceAll('\\n', '\n') })),
    message: $('message').value.trim(), sources: none ? {} : structuredClone(sources), answer: none ? null : $('answer').value.trim(), key: none ? [] : lines('key'),
    negative: none || !$('negative').value ? null : $('negative').value === 'true', topic: $('topic').value, says: none ? 'nothing' : $('says').value,
  };
}

// Pieces of a long text count as its whole where the whole is named.
export const markOf = id => Object.keys(sources).find(mark => sources[mark].some(source => source === id || id.startsWith(`${source}/`)));

export function toggle(id, mark) {
  const held = markOf(id);
  if (held) {
    sources[held] = sources[held].filter(source => source !== id && !id.startsWith(`${source}/`));
    if (!sources[held].length) delete sources[held];
  } else {
    sources = Object.fromEntries(Object.entries({ ...sources, [mark]: [...sources[mark] ?? [], id] }).sort());
    $('none').checked = false;
  }
  showSources();
}

export function showSources() {
  $('answered').hidden = $('none').checked;
  $('sources').replaceChildren(...Object.entries(sources).flatMap(([mark, ids]) => ids.map(id =>
    element('li', {}, element('button', { type: 'button', title: 'Take away', onclick: () => { toggle(id, mark); $('form').dispatchEvent(new Event('input')); } }, element('b', { textContent: `[${mark}] ` }), `${id} ✕`)))));
}
