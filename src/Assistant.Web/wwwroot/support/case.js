// One case: its thread, what is suggested, and what is known around it.
import { $, element, button, keyed, section, shown } from './dom.js';
import { get, post } from './api.js';
import { me } from './me.js';
import { askFor } from './prompt.js';
import { suggestionOf } from './suggestion.js';
import { similarOf, bookingOf, historyOf, notesOf } from './around.js';
import { insert, showEditor } from './editor.js';
import { titleOf } from './macros.js';
import { manner, onlyOf, tags } from './queue.js';
import { instant, parties, plain, statuses, timeLeft } from './words.js';

let item = null;
let latest = 0;
let changed = () => {};
let failed = () => {};

export function onCase(whenChanged, whenFailed) {
  [changed, failed] = [whenChanged, whenFailed];
}

export function current() {
  return item;
}

// Shows a case, as the server has it now. A case that was left meanwhile stays away.
export async function openCase(id) {
  const isNew = item?.id !== id;
  if (isNew) clear();
  const mine = ++latest;
  const url = location.hash;
  const found = await get(`support/cases/${encodeURIComponent(id)}`);
  if (location.hash !== url || mine !== latest) return; // an answer that came late
  draw(found);
  if (isNew) {
    $('case-body').scrollTop = 0;
    $('case-title').focus({ preventScroll: true });
  }
}

export function closeCase() {
  clear();
}

export async function assignToMe() {
  const at = path();
  const by = await me();
  await change(at, 'assign', { to: by, by });
}

export async function assignTo() {
  const at = path(); // the case that is meant, whatever is open when the words are there
  const to = await askFor({ title: 'Give the case to', hint: 'The name as that person wrote it here.', label: 'Name', value: item.assignee ?? '', yes: 'Assign' });
  if (to) await change(at, 'assign', { to, by: await me() });
}

export async function note() {
  const at = path();
  const text = await askFor({ title: 'A note for the next person', hint: 'Personal data is masked before it is kept. The asker does not see notes.', label: 'Note', lines: 4, yes: 'Leave the note' });
  if (text) await change(at, 'notes', { text, by: await me() });
}

export async function reject() {
  if (!item.suggestion) return;
  const at = path();
  const reason = await askFor({ title: 'The suggestion is of no use', hint: 'The reason is kept to learn from. The case stays as it is.', label: 'What is wrong with it?', lines: 3, yes: 'Reject the suggestion' });
  if (reason === null) return;
  await post(`${at}/reject`, { by: await me(), reason });
  await changed();
}

async function change(at, what, body) {
  const found = await post(`${at}/${what}`, body);
  latest++; // what was asked for before is older
  if (found.id === item?.id) draw(found);
  await changed(false);
}

function path() {
  return `support/cases/${encodeURIComponent(item.id)}`;
}

function clear() {
  latest++;
  item = null;
  $('case').dataset.state = 'none';
}

function draw(found) {
  const isNew = item?.id !== found.id;
  item = found;
  $('case').dataset.state = 'open';
  const due = item.dueAt ? timeLeft(item.dueAt) : null;
  $('case-title').textContent = item.summary ?? 'A case that was not read yet';
  $('case-tags').replaceChildren(...tags(item), ...item.intents.map(intent => element('span', 'tag intent', plain(intent))));
  $('case-where').replaceChildren(...[
    item.propertyName ? placeButton() : element('span', '', 'No place named'), element('span', '', item.id), element('span', '', manner(item)), due && element('span', `left ${due.state}`, due.text)].filter(Boolean));
  $('case-main').replaceChildren(thread(), suggestionOf(item, titleOf), waiting() ?? '');
  const open = new Set([...$('case-side').querySelectorAll('details[open]')].map(node => node.dataset.name));
  $('case-side').replaceChildren(handling(), bookingOf(item), notesOf(item, () => act(note)), similarOf(item), historyOf(item));
  for (const node of $('case-side').querySelectorAll('details')) node.open = !isNew && open.has(node.dataset.name);
  showEditor(item, isNew);
}

function act(work) {
  work().catch(failed);
}

function placeButton() {
  const node = button(item.propertyName, () => onlyOf(item.property, item.propertyName), 'link');
  node.title = 'List the cases of this place';
  return node;
}

function thread() {
  return section('Messages', element('ol', 'thread', ...item.messages.map(message => {
    const head = element('header', '', element('strong', '', parties[message.from]));
    if (message.sentAt) {
      const time = element('time', '', instant(message.sentAt));
      time.dateTime = message.sentAt;
      head.append(time);
    }
    return element('li', `from-${message.from}`, head, shown(message.text));
  })));
}

// A reply that is not sent yet, or could not be.
function waiting() {
  const { reply } = item;
  if (!reply || reply.state === 'sent') return null;
  return section(reply.state === 'failed' ? 'Not sent' : 'Is being sent', element('div', `paper ${reply.state}`, shown(reply.text)), reply.error ? element('p', 'notice', reply.error) : null,
    reply.state === 'failed' ? element('p', 'row', button('Take its text into the reply', () => insert(reply.text, { source: reply.source, macro: reply.macro, from: 'the reply that failed' }))) : null);
}

function handling() {
  const by = item.assignee ? `With ${item.assignee}` : 'With nobody yet';
  const status = element('div', 'segments');
  status.setAttribute('role', 'group');
  status.setAttribute('aria-label', 'Status');
  for (const [value, name] of Object.entries(statuses)) {
    const node = button(name, () => act(async () => change(path(), 'status', { status: value, by: await me() })), '');
    node.setAttribute('aria-pressed', item.status === value);
    status.append(node);
  }
  return section('Handling', status, element('p', 'quiet', by), element('div', 'row',
    keyed('To me', 'a', () => act(assignToMe)), button('To someone', () => act(assignTo)),
    item.assignee ? button('To nobody', () => act(async () => change(path(), 'assign', { to: null, by: await me() }))) : null,
    button('Read anew', () => act(() => change(path(), 'read', {})))));
}
