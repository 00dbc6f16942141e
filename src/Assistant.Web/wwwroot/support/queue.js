// The queue: search, filters, and a row a case.
import { $, element } from './dom.js';
import { get } from './api.js';
import { known, me } from './me.js';
import { actions, language, number, statuses, timeLeft } from './words.js';

const pageSize = 50;
const urgencies = { low: 'no hurry', normal: 'within the day' };
const filters = ['status', 'assignee', 'action', 'property', 'restricted'];
let items = [];
let total = 0;
let pages = 1;
let opened = null;
let latest = 0;

// Loads what the filters say; returns whether a case still waits to be read.
export async function loadQueue() {
  const mine = ++latest;
  const found = [];
  let last;
  for (let page = 1; page <= pages; page++) {
    last = await get('support/cases', { ...await chosen(), q: $('find').value.trim(), page, pageSize });
    found.push(...last.items);
    if (found.length >= last.total) break;
  }
  if (mine !== latest) return false; // an answer that came late
  [items, total] = [found, last.total];
  draw(last.counts);
  return items.some(item => !item.action && !item.readingError);
}

// When a case in the list changed last; undefined where it is not listed.
export function updatedAt(id) {
  return items.find(item => item.id === id)?.updatedAt;
}

export function markOpened(id) {
  opened = id;
  for (const row of rows()) row.toggleAttribute('data-open', row.dataset.id === id);
  for (const row of rows()) row.setAttribute('aria-current', row.dataset.id === id);
}

// Moves to the next or the previous row, from the one that has the focus or is open.
export function step(by) {
  const all = rows();
  const at = all.findIndex(row => row === document.activeElement);
  const from = at >= 0 ? at : all.findIndex(row => row.dataset.id === opened);
  const next = all[from < 0 ? 0 : Math.min(all.length - 1, Math.max(0, from + by))];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}

export function onlyOf(property, name) {
  const select = $('property');
  if (![...select.options].some(option => option.value === property)) select.append(new Option(name, property));
  select.value = property;
  restart();
}

export async function loadPlaces() {
  for (let page = 1, loaded = 0, all = 1; loaded < all && page <= 10; page++) {
    const { items: places, total: count } = await get('properties', { page, pageSize: 200 });
    [loaded, all] = [loaded + places.length, count];
    $('property').append(...places.filter(place => ![...$('property').options].some(option => option.value === place.id)).map(place => new Option(place.name, place.id)));
    if (places.length === 0) break;
  }
}

async function chosen() {
  const values = Object.fromEntries(filters.map(name => [name, $(name).type === 'checkbox' ? ($(name).checked ? 'true' : '') : $(name).value]));
  if (values.assignee === 'me') values.assignee = known() ?? await me();
  return values;
}

function draw(counts) {
  const focused = document.activeElement?.dataset?.id;
  $('rows').replaceChildren(...items.map(item => element('li', '', row(item))));
  if (focused) rows().find(node => node.dataset.id === focused)?.focus();
  $('counts').replaceChildren(
    `${number(counts.open)} open, `, element('span', counts.overdue > 0 ? 'late' : '', `${number(counts.overdue)} overdue`), `, ${number(counts.waiting)} waiting, ${number(counts.solved)} solved`);
  $('more').hidden = items.length >= total;
  $('more').textContent = `Show more of ${number(total)}`;
  $('no-rows').hidden = items.length > 0;
  const isFiltered = $('find').value.trim() !== '' || filters.some(name => name !== 'status' && ($(name).checked || ($(name).type !== 'checkbox' && $(name).value)));
  $('no-rows').textContent = isFiltered ? 'No case fits the search and the filters.'
    : $('status').value === 'open' ? 'Nothing is open. Import cases, or POST them to /api/support/cases.' : 'There is no such case.';
}

function row(item) {
  const node = element('a', 'case-row');
  node.href = `#case=${encodeURIComponent(item.id)}`;
  node.dataset.id = item.id;
  node.setAttribute('aria-current', item.id === opened);
  node.toggleAttribute('data-open', item.id === opened);
  const due = item.dueAt ? timeLeft(item.dueAt) : null;
  node.append(
    element('span', 'line', element('span', 'where', item.propertyName ?? 'No place named'), due ? element('span', `left ${due.state}`, due.text) : element('span', 'left', statuses[item.status])),
    element('span', 'summary', item.summary ?? (item.readingError ? 'Could not be read' : 'Is being read …')),
    element('span', 'tags', ...tags(item), element('span', 'manner', manner(item))));
  return node;
}

// What is worth a look: what to do, restricted topics, and what is not as usual.
export function tags(item) {
  return [
    item.action && element('span', `tag ${item.action}`, actions[item.action]),
    item.readingError && element('span', 'tag bad', 'not read'),
    ...item.restricted.map(topic => element('span', 'tag restricted', topic)),
    item.urgency === 'high' && element('span', 'tag urgent', 'urgent'),
    item.tone === 'upset' && element('span', 'tag upset', 'upset'),
    item.assignee && element('span', 'tag person', item.assignee),
  ].filter(Boolean);
}

// The rest of it in plain words.
export function manner(item) {
  return [item.language && language(item.language), urgencies[item.urgency], item.tone !== 'upset' && item.tone].filter(Boolean).join(', ');
}

function rows() {
  return [...$('rows').querySelectorAll('a')];
}

let restart = () => {};

// Calls back when the search or a filter changed.
export function onFilter(act) {
  let timer;
  restart = () => { pages = 1; act(); };
  $('find').addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(restart, 200); });
  $('search').addEventListener('submit', event => { event.preventDefault(); clearTimeout(timer); restart(); });
  for (const name of filters) $(name).addEventListener('change', restart);
  $('more').addEventListener('click', () => { pages++; act(); });
}
