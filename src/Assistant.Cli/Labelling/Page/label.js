import * as api from './api.js';
import { $, element, fill, markOf, read, showSources, toggle } from './form.js';

const state = { revision: '', questions: [], places: [], passages: [], base: null, list: [] };
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const isChanged = () => !same(read(), shown);
let shown = null; // the form as it was filled: what differs from it is the person's work
let timer = 0, asked = 0;

function say(text, isBad = false, ...more) {
  $('status').className = isBad ? 'bad' : '';
  $('status').replaceChildren(text, ...more);
}

function take(stored) {
  state.revision = stored.revision;
  state.questions = stored.questions;
  if (stored.file) $('file').textContent = stored.file;
  const topic = $('by-topic').value;
  $('by-topic').replaceChildren(new Option('all topics', ''), ...[...new Set(state.questions.map(question => question.topic))].map(name => new Option(name)));
  $('by-topic').value = topic;
  showList();
}

function showList() {
  const words = $('search').value.toLowerCase().split(/\s+/).filter(word => word);
  state.list = state.questions.filter(question =>
    (!$('by-topic').value || question.topic === $('by-topic').value) && (!$('by-place').value || question.property === $('by-place').value)
    && (!$('drafts').checked || question.id.startsWith('draft-')) && words.every(word => `${question.id} ${question.message} ${question.answer ?? ''}`.toLowerCase().includes(word)));
  $('count').textContent = `${state.list.length} of ${state.questions.length}`;
  $('list').replaceChildren(...state.list.map(question => {
    const button = element('button', { type: 'button', onclick: () => open(question) }, question.message, element('small', { className: question.id.startsWith('draft-') ? 'draft' : '', textContent: `${question.id}, ${question.topic}` }));
    button.setAttribute('aria-current', String(question.id === state.base?.id));
    return element('li', {}, button);
  }));
}

function open(question, isNew = false) {
  if (shown && isChanged()) {
    say('This question has changes that are not saved. ', true, button('Save', save), button('Drop them', () => { shown = null; open(question, isNew); }));
    return;
  }
  state.base = isNew ? null : question;
  say('');
  show(question);
  $('side').classList.remove('open');
  showList();
  document.querySelector('[aria-current="true"]')?.scrollIntoView({ block: 'nearest' });
  $('form').scrollTop = 0;
}

function show(question) {
  fill(question);
  shown = read();
  $('shown').value = question.property;
  showPassages();
  check();
}

const button = (text, onclick) => element('button', { type: 'button', textContent: text, onclick });

async function showPassages() {
  const place = $('shown').value;
  if (!place) return;
  if (state.passagesOf !== place) {
    const found = await api.passages(place);
    if ($('shown').value !== place) return;
    [state.passages, state.passagesOf] = [found, place];
  }
  const words = $('find').value.toLowerCase().split(/\s+/).filter(word => word);
  const fits = state.passages.filter(passage => words.every(word => `${passage.id} ${passage.heading ?? ''} ${passage.text}`.toLowerCase().includes(word)));
  const first = fits.filter(passage => markOf(passage.id)); // what is chosen stands on top
  $('passages').replaceChildren(...[...first, ...fits.filter(passage => !markOf(passage.id))].map(passage => {
    const mark = markOf(passage.id);
    const choice = element('button', { type: 'button', className: passage.tier, onclick: () => { toggle(passage.id, $('mark').value); showPassages(); later(); } },
      element('small', {}, mark ? element('b', { textContent: `[${mark}] ` }) : '', passage.id.split('#')[1]), ...passage.heading ? [element('strong', { textContent: passage.heading })] : [], passage.text);
    choice.setAttribute('aria-pressed', String(Boolean(mark)));
    return element('li', {}, choice);
  }));
}

const later = () => { clearTimeout(timer); timer = setTimeout(check, 200); };

async function check() {
  const mine = ++asked;
  try {
    const found = await api.check(read());
    if (mine !== asked) return;
    $('problems').replaceChildren(...found.problems.map(problem => element('li', { className: problem.isRemark ? 'remark' : '', textContent: problem.text })));
    $('found').replaceChildren(...found.keys.map(key => element('li', {}, `${key.word}: `, where(key.isInAnswer, 'answer'), ', ', where(key.isInSources, 'sources'))));
  } catch (error) {
    say(error.message, true);
  }
}

const where = (isIn, name) => element('span', { className: isIn ? '' : 'no', textContent: `${isIn ? 'in' : 'not in'} ${name}` });

async function write(request, done) {
  $('save').disabled = true;
  try {
    take(await request(state.revision));
    done();
  } catch (error) {
    if (error.status !== 409) return say(error.message, true);
    const base = state.base; // the question as it was opened
    take(error.problem);
    const theirs = base && state.questions.find(question => question.id === base.id);
    if (same(theirs ?? null, base)) return await write(request, done); // others changed other questions only
    say(theirs ? 'Someone else has changed this question since you opened it. Yours is still in the form. ' : 'Someone else has removed or renamed this question. Yours is still in the form. ', true,
      ...theirs ? [button('Show theirs', () => { state.base = theirs; shown = null; show(theirs); say(''); }), button('Save mine over it', () => { state.base = theirs; save(); })] : [button('Save mine as new', () => { state.base = null; save(); })]);
  } finally {
    $('save').disabled = false;
  }
}

async function save() {
  const question = read();
  const before = state.list.findIndex(one => one.id === state.base?.id);
  await write(revision => api.save(state.base?.id, question, revision), () => {
    state.base = state.questions.find(one => one.id === question.id);
    shown = question;
    showList();
    say(state.list.includes(state.base) || before < 0 ? 'Saved.' : 'Saved. It no longer fits the filters; j goes on.');
  });
}

function removeAsked() {
  if (!state.base) { shown = null; return move(0); }
  say(`Remove ${state.base.id} from the file? `, true, button('Remove it', async () => {
    const [id, at] = [state.base.id, state.list.findIndex(one => one.id === state.base.id)];
    await write(revision => api.remove(id, revision), () => { shown = null; state.base = null; if (state.list.length) open(state.list[Math.min(Math.max(at, 0), state.list.length - 1)]); say(`Removed ${id}.`); });
  }), button('Keep it', () => say('')));
}

function move(step) {
  const at = state.list.findIndex(question => question.id === state.base?.id);
  const next = state.list[at < 0 ? 0 : Math.min(Math.max(at + step, 0), state.list.length - 1)];
  if (next && next.id !== state.base?.id) open(next);
}

function add() {
  const place = $('by-place').value || state.base?.property || state.places[0].id;
  open({ id: '', property: place, focus: [place], history: [], message: '', sources: {}, answer: '', key: [], negative: null, topic: $('by-topic').value || 'single-fact', says: 'yes' }, true);
  $('id').focus();
}

document.addEventListener('keydown', event => {
  if ((event.ctrlKey || event.metaKey) && event.key === 's') { event.preventDefault(); save(); return; }
  const isTyping = event.target.matches('input:not([type=checkbox]), textarea, select');
  if (event.key === 'Escape' && isTyping) event.target.blur();
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'j') move(1);
  else if (event.key === 'k') move(-1);
  else if (event.key === '/') { event.preventDefault(); $('side').classList.add('open'); $('search').focus(); }
});
addEventListener('beforeunload', event => { if (shown && isChanged()) event.preventDefault(); });
for (const id of ['search', 'by-topic', 'by-place', 'drafts']) $(id).addEventListener('input', showList);
for (const id of ['shown', 'find']) $(id).addEventListener('input', showPassages);
$('property').addEventListener('input', () => { $('shown').value = $('property').value; showPassages(); });
$('form').addEventListener('input', () => { showSources(); showPassages(); later(); });
$('form').addEventListener('submit', event => { event.preventDefault(); save(); });
$('revert').addEventListener('click', () => { if (state.base) { shown = null; show(state.base); say('As it was.'); } });
$('remove').addEventListener('click', removeAsked);
$('add').addEventListener('click', add);
$('list-toggle').addEventListener('click', () => $('side').classList.toggle('open'));

try {
  const [stored, places, choices] = await Promise.all([api.questions(), api.places(), api.choices()]);
  state.places = places;
  for (const id of ['property', 'shown', 'by-place']) $(id).replaceChildren(...id === 'by-place' ? [new Option('all places', '')] : [], ...places.map(place => new Option(`${place.name}${place.city ? `, ${place.city}` : ''}`, place.id)));
  $('topic').replaceChildren(...choices.topics.map(name => new Option(name)));
  $('says').replaceChildren(...choices.says.map(name => new Option(name)));
  take(stored);
  if (state.list.length) open(state.list[0]); else add();
} catch (error) {
  say(error.message, true);
}
