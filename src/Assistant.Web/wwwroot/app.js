// The page: a conversation on one side, the sources of the chosen answer on the other.
import { chat } from './chat.js';
import { showSources, closeSources } from './sources.js';
import { choosePlace, loadPlaces, loadStarters, nameOf } from './places.js';
import { load, nothing, save } from './conversation.js';
import { rating } from './rating.js';

const $ = id => document.getElementById(id);
const tierNames = { structured: 'fact', owner: 'owner', guest: 'guest' };
const verdicts = {
  answered: 'Answered, each sentence checked against its source',
  quoted: 'Quoted word for word',
  refused: 'No answer in the content',
};
const filterNames = {
  city: 'City', country: 'Country', district: 'District', propertyKinds: 'Kind', amenities: 'With', anyAmenities: 'With', nearPlace: 'Near',
  minPrice: 'At least', maxPrice: 'At most', minStars: 'Stars at least', minGuestRating: 'Guest rating at least', order: 'First',
};

let conversation = load();
let running = null;

function element(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

async function ask(message) {
  running?.abort();
  const abort = running = new AbortController();
  const { question, answer, waiting, state } = pose(message);
  const { id, place } = conversation;
  setBusy(true);
  scrollToEnd();

  const events = [];
  try {
    const request = { message, conversationId: id ?? undefined, focus: place ? [place.id] : undefined };
    for await (const item of chat(request, abort.signal)) {
      if (item.event === 'error') throw new Error(item.data.detail ?? item.data.title);
      events.push(item);
      show(item, answer, state, waiting);
      if (item.event === 'done') keep(message, events, item.data);
      scrollToEnd();
    }
  } catch (error) {
    if (error.name === 'AbortError') answer.append(element('p', 'sentence aside', 'Stopped.'));
    else fail(question, answer, error, message);
  } finally {
    waiting.remove();
    answer.removeAttribute('aria-busy');
    if (running === abort) setBusy(false);
    scrollToEnd();
  }
}

// The question on the page, and room for its answer.
function pose(message) {
  $('welcome').hidden = true;
  $('fresh').hidden = false;
  const question = element('article', 'question');
  question.append(element('p', '', message));
  const answer = element('article', 'answer');
  answer.setAttribute('aria-busy', 'true');
  const waiting = element('span', 'waiting');
  waiting.setAttribute('aria-label', 'Searching');
  waiting.append(element('i'), element('i'), element('i'));
  answer.append(waiting);
  $('log').append(question, answer);
  return { question, answer, waiting, state: { passages: [], sentences: [], focus: [] } };
}

function show({ event, data }, answer, state, waiting) {
  if (event === 'passages') begin(answer, state, data, waiting);
  else if (event === 'sentence') addSentence(answer, state, data, waiting);
  else if (event === 'done') finish(answer, state, data);
}

function keep(message, events, { conversationId }) {
  conversation.id = conversationId;
  conversation.turns.push({ message, events });
  save(conversation);
}

// What a reload would have lost. A server that has forgotten the conversation is asked in a new one.
async function restore() {
  for (const { message, events } of conversation.turns) {
    const { answer, waiting, state } = pose(message);
    for (const item of events) show(item, answer, state, waiting);
    waiting.remove();
    answer.removeAttribute('aria-busy');
  }
  scrollToEnd();
  const last = conversation.turns.at(-1)?.events.at(-1).data.answerId;
  if (last && (await fetch(`api/answers/${last}`)).status === 404) conversation.id = null;
}

function begin(answer, state, data, waiting) {
  state.passages = data.passages;
  state.focus = data.focus;
  const understood = element('p', 'understood');
  const names = data.focus.map(id => data.passages.find(passage => passage.propertyId === id)?.propertyName ?? nameOf(id)).filter(Boolean);
  if (names.length > 0) understood.append(chip('About', names.join(' and '))); // even where it is the chosen place: that may change below
  for (const mention of data.mentions) understood.append(chip(filterNames[mention.key] ?? mention.key, mention.value.replaceAll('_', ' '), `from “${mention.words}”`));
  if (understood.childElementCount > 0) answer.insertBefore(understood, waiting);
}

function chip(name, value, title) {
  const node = element('span', '', `${name} `);
  node.append(element('b', '', value));
  if (title) node.title = title;
  return node;
}

function addSentence(answer, state, data, waiting) {
  const last = state.sentences.at(-1);
  state.sentences.push(data);
  const quoted = isQuote(state, data);
  if (quoted && last && isQuote(state, last) && continues(state, last, data)) {
    state.paragraph.sentences.push(data);
    state.paragraph.node.remove();
  } else {
    state.paragraph = { sentences: [data] };
  }

  const { sentences } = state.paragraph;
  const node = state.paragraph.node = element('p', data.citations.length === 0 ? 'sentence aside' : 'sentence');
  if (quoted) {
    const passage = passageOf(state, data.citations[0].ref);
    if (passage.kind === 'faq' && passage.heading) node.append(element('span', 'asked', passage.heading)); // "No." needs its question
    node.append(element('span', 'open', '“'));
    node.classList.add('quote');
  }

  const refs = [...new Set(data.citations.map(citation => citation.ref))];
  const words = sentences.map(sentence => sentence.text).join(' ');
  const cut = words.lastIndexOf(' ') + 1; // the last word keeps the numbers beside it
  const tail = element('span', 'tail');
  tail.append(element('span', 'words', words.slice(cut)));
  const isCrowd = refs.length > 3; // a count of guests: numbers alone, in lines of their own
  const buttons = refs.map(ref => reference(state, ref, sentences, isCrowd));
  node.append(words.slice(0, cut), tail);
  if (isCrowd) {
    const crowd = element('span', 'crowd');
    crowd.append(...buttons);
    node.append(crowd);
  } else {
    tail.append(...buttons);
  }

  answer.insertBefore(node, waiting);
}

function isQuote(state, sentence) {
  const [citation] = sentence.citations;
  return sentence.citations.length === 1 && passageOf(state, citation.ref).text.slice(citation.start, citation.end) === sentence.text;
}

// Whether one quote goes on where another ended, so that both read as one.
function continues(state, before, next) {
  const [from, to] = [before.citations[0], next.citations[0]];
  return from.ref === to.ref && passageOf(state, from.ref).text.slice(from.end, to.start).trim() === '' && from.end <= to.start;
}

function passageOf(state, ref) {
  return state.passages.find(passage => passage.ref === ref);
}

function reference(state, ref, sentences, isShort = false) {
  const passage = passageOf(state, ref);
  const isNamed = state.focus.length === 1 && state.focus[0] === passage.propertyId; // above the answer
  const label = isNamed ? tierNames[passage.tier] : `${passage.propertyName}, ${tierNames[passage.tier]}`;
  const button = element('button', `ref ${passage.tier}`, isShort ? `${ref}` : `${ref} · ${label}`);
  button.type = 'button';
  button.setAttribute('aria-label', `Source ${ref}: ${passage.propertyName}, ${tierNames[passage.tier]}`);
  button.addEventListener('click', () => {
    document.querySelectorAll('.ref[aria-pressed]').forEach(other => other.removeAttribute('aria-pressed'));
    button.setAttribute('aria-pressed', 'true');
    state.choice = { ref, sentences, opener: button };
    showSources(state, state.choice);
  });
  return button;
}

function finish(answer, state, data) {
  for (const notice of data.notices ?? []) answer.append(element('p', 'notice', notice.text));
  const verdict = element('footer', 'verdict');
  const isCounted = data.verdict === 'quoted' && state.sentences.some(sentence => sentence.citations.length > 0 && !isQuote(state, sentence));
  verdict.append(element('span', `badge ${data.verdict}`, isCounted ? 'Quoted; the count or comparison is of the quotes' : verdicts[data.verdict]));
  if (data.withheld > 0) verdict.append(element('span', '', data.withheld === 1 ? '1 sentence withheld' : `${data.withheld} sentences withheld`));
  verdict.append(element('span', '', `${Math.max(1, Math.round(data.timings.total))} ms`));
  const receipt = element('a', '', 'Receipt');
  receipt.href = `api/answers/${data.answerId}`;
  receipt.target = '_blank';
  verdict.append(receipt);
  verdict.append(rating(data.answerId, conversation.ratings[data.answerId], value => {
    conversation.ratings[data.answerId] = value;
    save(conversation);
  }));
  answer.append(verdict);
  if (data.followUps.length > 0) answer.append(questions('ul', 'follow', data.followUps));
  showSources(state, state.choice, false); // a source opened while the answer came stays chosen
}

function fail(question, answer, error, message) {
  const node = element('div', 'failed');
  node.setAttribute('role', 'alert');
  node.append(element('p', '', error.message));
  const again = element('button', '', 'Try again');
  again.type = 'button';
  again.addEventListener('click', () => {
    question.remove();
    answer.remove();
    ask(message);
  });
  node.append(again);
  answer.append(node);
}

function questions(tag, className, texts) {
  const list = element(tag, className);
  for (const text of texts) {
    const item = element('li');
    const button = element('button', '', text);
    button.type = 'button';
    button.addEventListener('click', () => ask(text));
    item.append(button);
    list.append(item);
  }
  return list;
}

function setBusy(busy) {
  $('send').textContent = busy ? 'Stop' : 'Ask';
  $('send').classList.toggle('stop', busy);
  if (!busy) running = null;
}

function scrollToEnd() {
  $('talk').scrollTop = $('talk').scrollHeight;
}

function setPlace(chosen) {
  conversation.place = chosen;
  save(conversation);
  $('place-name').textContent = chosen?.name ?? 'any place';
  showStarters();
}

async function showStarters() {
  const { place } = conversation;
  const starters = await loadStarters(place).catch(() => []);
  if (place === conversation.place) $('starters').replaceChildren(...questions('ul', '', starters).children);
}

function restart() {
  running?.abort();
  conversation = { ...nothing(), place: conversation.place };
  save(conversation);
  $('log').replaceChildren();
  $('welcome').hidden = false;
  $('fresh').hidden = true;
  closeSources();
  showSources({ passages: [], sentences: [] }, null);
  $('message').focus();
}

// Counts near the limit, and past it says why nothing is sent.
function count() {
  const [length, limit] = [$('message').value.trim().length, Number($('message').dataset.limit)];
  const over = length - limit;
  $('count').hidden = length < .9 * limit;
  $('count').classList.toggle('over', over > 0);
  $('count').textContent = over > 0
    ? `${number(length)} characters; at most ${number(limit)} are read. Shorten the question by ${number(over)}.`
    : `${number(length)} of ${number(limit)} characters`;
  $('message').setAttribute('aria-invalid', over > 0);
  return over <= 0;
}

function number(value) {
  return value.toLocaleString('en');
}

$('ask').addEventListener('submit', event => {
  event.preventDefault();
  const message = $('message').value.trim();
  if (running && !message) { running.abort(); return; }
  if (!message || !count()) { $('message').focus(); return; }
  $('message').value = '';
  count();
  ask(message);
});
$('message').addEventListener('keydown', event => {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    $('ask').requestSubmit();
  }
});
$('message').addEventListener('input', count);
$('fresh').addEventListener('click', restart);
$('place').addEventListener('click', async () => {
  setPlace(await choosePlace(conversation.place));
  $('message').focus();
});

setPlace(conversation.place);
restore().catch(() => {}); // offline: the question that comes next will say so
loadPlaces().then(({ places, total }) => {
  const { place } = conversation;
  if (place && places.length === total && !places.some(other => other.id === place.id)) setPlace(null);
  const cities = new Set(places.map(other => other.city).filter(Boolean));
  $('stock').textContent = `${total} places${cities.size > 1 ? ` in ${cities.size} cities` : ''} are known here.`;
}).catch(() => { $('stock').textContent = 'The list of places could not be loaded.'; });
