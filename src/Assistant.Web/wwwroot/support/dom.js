// What every part of the desk builds its nodes with.

export const $ = id => document.getElementById(id);

// Children are nodes or texts; what is null or false is left out.
export function element(tag, className, ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...children.flat().filter(child => child !== null && child !== undefined && child !== false));
  return node;
}

export function button(text, act, className = 'action') {
  const node = element('button', className, text);
  node.type = 'button';
  node.addEventListener('click', act);
  return node;
}

// A button with the key that does the same.
export function keyed(text, key, act, className) {
  const node = button(text, act, className);
  node.append(kbd(key));
  node.setAttribute('aria-keyshortcuts', key === 'Ctrl ↵' ? 'Control+Enter' : key);
  return node;
}

export function kbd(key) {
  const node = element('kbd', '', key);
  node.setAttribute('aria-hidden', 'true');
  return node;
}

export function section(title, ...children) {
  return element('section', 'part', element('h3', '', title), ...children);
}

export function fold(text) {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

const held = /\[(?:email|phone|card|passport|address|booking|name) \d+\]|\{(?:guest|property|booking|policy|agent)\.[a-zA-Z]+\}/g;

// The placeholders of a text: of personal data in square brackets, of macros in braces.
export function placeholders(text) {
  return [...new Set(text.match(held) ?? [])];
}

export function isUnfilled(placeholder) {
  return placeholder.startsWith('{');
}

// A text whose placeholders stand out.
export function shown(text, className = 'text') {
  const node = element('p', className);
  let at = 0;
  for (const match of text.matchAll(held)) {
    node.append(text.slice(at, match.index));
    const isOpen = isUnfilled(match[0]);
    const mark = element('span', isOpen ? 'unfilled' : 'masked', isOpen ? match[0] : match[0].slice(1, -1));
    mark.title = isOpen ? 'The case has no value for this: write in its place what is meant.' : 'Personal data that is masked here. It is put back when a reply is sent.';
    node.append(mark);
    at = match.index + match[0].length;
  }
  node.append(text.slice(at));
  return node;
}
