// The reply: from the suggestion, a macro, a similar case, or one's own words; kept in this tab until it is sent.
import { $, button, isUnfilled, placeholders } from './dom.js';
import { post } from './api.js';
import { me } from './me.js';
import { undoable } from './undo.js';
import { chooseMacro } from './macros.js';

const place = 'support-drafts';
const drafts = new Map(read());
const own = { source: 'own' };
let item = null;
let changed = () => {};

export function onReply(whenChanged) {
  changed = whenChanged;
}

export function showEditor(found, isNew) {
  item = found;
  if (isNew) $('text').value = draft().text;
  $('send').disabled = isQueued(); // one reply at a time; the next can be written meanwhile
  $('insert').hidden = !item.suggestion?.text;
  $('reject').hidden = !item.suggestion;
  draw();
}

function isQueued() {
  return item?.reply?.state === 'queued';
}

export function focusEditor() {
  $('text').focus();
}

export function insertSuggestion() {
  if (item?.suggestion?.text) insert(item.suggestion.text, { source: 'suggestion', from: item.suggestion.macro ? 'the suggested macro' : 'the suggested draft' });
}

export async function insertMacro() {
  if (!item) return;
  const of = item;
  const filled = await chooseMacro(of);
  if (filled && item?.id === of.id) insert(filled.text, { source: 'macro', macro: filled.id, from: `the macro “${filled.title}”` });
}

// Puts a text in place of what is marked, or where the cursor stands.
export function insert(text, basis) {
  const field = $('text');
  const isEmpty = field.value.trim() === '';
  if (isEmpty) field.value = text;
  else field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end');
  if (isEmpty || draft().basis.source === 'own') draft().basis = basis;
  field.focus();
  if (isEmpty) { field.setSelectionRange(0, 0); field.scrollTop = 0; }
  keep();
  selectUnfilled();
}

export async function send() {
  if (!item || $('send').disabled) return;
  const text = $('text').value;
  if (!text.trim()) { $('text').focus(); throw new Error('The reply is empty. Write it, or press i to use the suggestion.'); }
  if (placeholders(text).some(isUnfilled)) { selectUnfilled(); throw new Error('A placeholder of the macro is not filled yet. Write in its place what is meant.'); }
  const { id, propertyName } = item;
  const { basis } = draft();
  const by = await me();
  $('send').disabled = true;
  try {
    const reply = await post(`support/cases/${encodeURIComponent(id)}/reply`, { text, source: basis.source, macro: basis.macro, by, solve: $('solves').checked });
    const now = item?.id === id ? $('text').value : drafts.get(id)?.text ?? '';
    const rest = now.startsWith(text) ? now.slice(text.length).trimStart() : now; // what was typed meanwhile stays
    drafts.delete(id);
    write();
    if (item?.id === id) { $('text').value = rest; if (rest) keep(); }
    undoable({ id, propertyName, seconds: (new Date(reply.sendAt) - new Date(reply.queuedAt)) / 1000, promises: reply.promises, restore: () => restore(id, text, basis) });
  } finally {
    $('send').disabled = isQueued();
  }
  document.activeElement?.blur();
  await changed();
}

// A reply that was taken back, before what was written meanwhile.
function restore(id, text, basis) {
  const next = drafts.get(id)?.text.trim() ?? '';
  drafts.set(id, { text: next ? `${text}\n\n${next}` : text, basis });
  write();
  if (item?.id !== id) return;
  $('text').value = drafts.get(id).text;
  $('send').disabled = false;
  draw();
}

function draft() {
  if (!item) return { text: '', basis: own };
  if (!drafts.has(item.id)) drafts.set(item.id, { text: '', basis: own });
  return drafts.get(item.id);
}

function keep() {
  draft().text = $('text').value;
  if (!draft().text.trim()) draft().basis = own;
  write();
  draw();
}

// Says what the reply comes from, and what in it is put back or still to be written.
function draw() {
  const { text, basis } = draft();
  const left = placeholders(text);
  const open = left.filter(isUnfilled);
  $('basis').textContent = basis.source === 'own' ? (basis.from ? `From ${basis.from}` : '') : `From ${basis.from}${isEdited(text, basis) ? ', edited' : ''}`;
  $('left').replaceChildren(...open.length > 0 ? ['Still to be written: ', ...open.map(name => button(name, () => selectUnfilled(name), 'unfilled'))]
    : left.length > 0 ? [`${left.join(', ')}: put back when it is sent.`] : []);
}

function isEdited(text, { source }) {
  return source === 'suggestion' && text.trim() !== item.suggestion?.text?.trim();
}

function selectUnfilled(name = placeholders($('text').value).find(isUnfilled)) {
  const at = name ? $('text').value.indexOf(name) : -1;
  if (at < 0) return;
  $('text').focus();
  $('text').setSelectionRange(at, at + name.length);
}

function read() {
  try {
    return JSON.parse(sessionStorage.getItem(place)) ?? [];
  } catch {
    return []; // no storage, or nothing that can be read
  }
}

function write() {
  try {
    sessionStorage.setItem(place, JSON.stringify([...drafts].filter(([, { text }]) => text)));
  } catch {
    // full or forbidden: only a reload would lose it
  }
}

$('text').addEventListener('input', keep);
