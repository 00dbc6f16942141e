// Content gaps: what guests ask and a place's content does not say, and what it says in two ways; place by place.
import { $, element, button, shown } from './dom.js';
import { get, post } from './api.js';
import { me } from './me.js';
import { askFor } from './prompt.js';
import { contradictionOf } from './contradiction.js';
import { ago, counted, number } from './words.js';

let say = () => {};
let failed = () => {};
let latest = 0;

export function onGaps(whenDone, whenFailed) {
  [say, failed] = [whenDone, whenFailed];
  for (const name of ['gap-state', 'gap-property']) $(name).addEventListener('change', () => loadGaps().catch(failed));
}

// Contradictions come second: every place's content is read for them.
export async function loadGaps() {
  const mine = ++latest;
  $('gap-count').textContent = 'One moment …';
  const { items: gaps } = await get('support/gaps', { state: $('gap-state').value });
  if (mine === latest) draw(gaps, null);
  const { items: contradictions } = await get('support/contradictions');
  if (mine === latest) draw(gaps, contradictions);
}

function draw(gaps, contradictions) {
  const places = new Map();
  const of = one => {
    if (!places.has(one.property)) places.set(one.property, { id: one.property, name: one.propertyName, gaps: [], contradictions: [] });
    return places.get(one.property);
  };
  for (const gap of gaps) of(gap).gaps.push(gap);
  for (const contradiction of contradictions ?? []) of(contradiction).contradictions.push(contradiction);
  const all = [...places.values()].sort((a, b) => cost(b) - cost(a) || b.contradictions.length - a.contradictions.length || a.name.localeCompare(b.name));
  list(all);
  const wanted = $('gap-property').value;
  $('gap-list').replaceChildren(...all.filter(one => !wanted || one.id === wanted).map(placeOf));
  $('gap-count').textContent = `${counted(gaps.length, 'question')}, ${contradictions ? counted(contradictions.length, 'contradiction') : 'looking for contradictions …'}, ${counted(all.length, 'place')}`;
  $('gap-none').hidden = all.length > 0 || !contradictions;
}

function cost(place) {
  return place.gaps.reduce((sum, gap) => sum + gap.cost, 0);
}

// The chosen place stays, even where nothing of it is listed now.
function list(all) {
  const select = $('gap-property');
  const [kept] = select.selectedOptions;
  const others = kept?.value && !all.some(one => one.id === kept.value) ? [new Option(kept.text, kept.value)] : [];
  select.replaceChildren(new Option('Every place', ''), ...others, ...all.map(one => new Option(one.name, one.id)));
  select.value = kept?.value ?? '';
}

function placeOf(place) {
  const link = element('a', 'action', 'Page for the owner');
  link.href = `../owner/?property=${encodeURIComponent(place.id)}`;
  link.target = '_blank';
  return element('section', 'gap-place',
    element('header', '', element('h2', '', place.name), element('div', 'row', link, button('Copy the owner’s link', () => copyLink(place).catch(failed)), button('Copy the report', () => copyReport(place).catch(failed)))),
    place.gaps.length > 0 ? element('ol', 'gaps', ...place.gaps.map(gapOf)) : null,
    ...place.contradictions.map(contradictionOf));
}

function gapOf(gap) {
  const others = gap.examples.filter(example => example !== gap.question);
  const more = element('details', '', element('summary', '', `${counted(others.length, 'other wording')}`), element('ul', '', ...others.map(text => element('li', '', ...shown(text).childNodes))));
  return element('li', '',
    element('span', 'times', element('b', '', number(gap.times)), element('span', '', gap.times === 1 ? 'time' : 'times')),
    element('div', '', shown(gap.question, 'gap-question'), element('p', 'quiet', `${askers(gap)}, last ${ago(gap.lastAskedAt)}`), others.length > 0 ? more : null,
      gap.answer ? element('p', 'gap-answer', gap.answer) : null,
      gap.measured ? element('p', gap.state === 'answered' ? 'good' : 'notice', `${gap.measured.answeredNow} of ${counted(gap.measured.asked, 'question')} find the answer`) : null),
    gap.state === 'open' ? button('Is no gap', () => dismiss(gap).catch(failed)) : element('span', 'tag answered', 'answered'));
}

function askers({ askedBy }) {
  const parts = [[askedBy.chat, 'guest in the chat', 'guests in the chat'], [askedBy.case, 'support case', 'support cases'], [askedBy.report, 'report', 'reports']];
  return parts.filter(([count]) => count > 0).map(([count, one, many]) => counted(count, one, many)).join(', ');
}

async function dismiss(gap) {
  const reason = await askFor({ title: 'This is no gap', hint: gap.question, label: 'Why not?', lines: 2, yes: 'Dismiss it' });
  if (!reason) return;
  await post(`support/gaps/${encodeURIComponent(gap.id)}/dismiss`, { by: await me(), reason });
  await loadGaps();
}

async function copyReport(place) {
  const { text } = await get('support/gaps/report', { property: place.id });
  await copy(text, 'The report', place, 14);
}

// A link that needs no key of the desk.
async function copyLink(place) {
  const { path, until } = await post('support/gaps/link', { property: place.id });
  await copy(new URL(`..${path}`, import.meta.url).href, `The owner’s link, good until ${new Date(until).toLocaleDateString()},`, place, 3);
}

async function copy(text, what, place, lines) {
  try {
    await navigator.clipboard.writeText(text);
    say(`${what} for ${place.name} is copied.`);
  } catch {
    await askFor({ title: place.name, hint: 'This browser does not let the page copy it. Copy it from here.', label: what, value: text, lines, isRead: true, yes: 'Done' });
  }
}
