// The page: a conversation on one side, the sources of the chosen answer on the other.
import { chat } from './chat.js';
import { showSources, closeSources } from './sources.js';
import { choosePlace, loadPlaces } from './places.js';

const $ = id => document.getElementById(id);
const tierNames = { structured: 'fact', owner: 'owner', guest: 'guest' };
const verdicts = {
  answered: 'Answered, each sentence checked against its source',
  quoted: 'Quoted word for word',
  refused: 'No answer in the content',
};
const filterNames = {
  city: 'City', propertyKinds: 'Kind', maxPrice: 'At most', minStars: 'Stars at least', minGuestRating: 'Guest rating at least',
};

let conversationId = null;
let place = null;
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
  setBusy(true);
  scrollToEnd();

  const state = { passages: [], sentences: [] };
  try {
    const request = { message, conversationId: conversationId ?? undefined, focus: place ? [place.id] : undefined };
    for await (const { event, data } of chat(request, abort.signal)) {
      if (event === 'passages') begin(answer, state, data, waiting);
      else if (event === 'sentence') addSentence(answer, state, data, waiting);
      else if (event === 'done') finish(answer, state, data);
      else if (event === 'error') throw new Error(data.detail ?? data.title);
      scrollToEnd();
    }
  } catch (error) {
    if (error.name === 'AbortError') answer.append(element('p', 'sentence aside', 'Stopped.'));
    else fail(answer, error, message);
  } finally {
    waiting.remove();
    answer.removeAttribute('aria-busy');
    if (running === abort) setBusy(false);
    scrollToEnd();
  }
}

function begin(answer, state, data, waiting) {
  state.passages = data.passages;
  const understood = element('p', 'understood');
  const names = [...new Set(data.passages.filter(passage => data.focus.includes(passage.propertyId)).map(passage => passage.propertyName))];
  if (names.length > 0 && !place) understood.append(chip('About', names.join(' and ')));
  for (const mention of data.mentions) understood.append(chip(filterNames[mention.key] ?? mention.key, `${mention.value}`, `from “${mention.words}”`));
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
  for (const ref of refs) tail.append(reference(state, ref, sentences));
  node.append(words.slice(0, cut), tail);
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

function reference(state, ref, sentences) {
  const passage = passageOf(state, ref);
  const oneProperty = new Set(state.passages.map(other => other.propertyId)).size === 1;
  const label = oneProperty ? tierNames[passage.tier] : `${passage.propertyName}, ${tierNames[passage.tier]}`;
  const button = element('button', `ref ${passage.tier}`, `${ref} · ${label}`);
  button.type = 'button';
  button.setAttribute('aria-label', `Source ${ref}: ${passage.propertyName}, ${tierNames[passage.tier]}`);
  button.addEventListener('click', () => {
    document.querySelectorAll('.ref[aria-pressed]').forEach(other => other.removeAttribute('aria-pressed'));
    button.setAttribute('aria-pressed', 'true');
    showSources(state, { ref, sentences, opener: button });
  });
  return button;
}

function finish(answer, state, data) {
  conversationId = data.conversationId;
  const verdict = element('footer', 'verdict');
  verdict.append(element('span', `badge ${data.verdict}`, verdicts[data.verdict]));
  if (data.withheld > 0) verdict.append(element('span', '', data.withheld === 1 ? '1 sentence withheld' : `${data.withheld} sentences withheld`));
  verdict.append(element('span', '', `${Math.max(1, Math.round(data.timings.total))} ms`));
  const receipt = element('a', '', 'Receipt');
  receipt.href = `api/answers/${data.answerId}`;
  receipt.target = '_blank';
  verdict.append(receipt);
  answer.append(verdict);
  if (data.followUps.length > 0) answer.append(questions('ul', 'follow', data.followUps));
  showSources(state, null);
}

function fail(answer, error, message) {
  const node = element('div', 'failed');
  node.setAttribute('role', 'alert');
  node.append(element('p', '', error.message || 'The server could not be reached.'));
  const again = element('button', '', 'Try again');
  again.type = 'button';
  again.addEventListener('click', () => ask(message));
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
  place = chosen;
  $('place-name').textContent = chosen?.name ?? 'any place';
  $('message').focus();
}

function restart() {
  running?.abort();
  conversationId = null;
  $('log').replaceChildren();
  $('welcome').hidden = false;
  $('fresh').hidden = true;
  closeSources();
  showSources({ passages: [], sentences: [] }, null);
  $('message').focus();
}

$('ask').addEventListener('submit', event => {
  event.preventDefault();
  const message = $('message').value.trim();
  if (running && !message) { running.abort(); return; }
  if (!message) { $('message').focus(); return; }
  $('message').value = '';
  ask(message);
});
$('message').addEventListener('keydown', event => {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    $('ask').requestSubmit();
  }
});
$('fresh').addEventListener('click', restart);
$('place').addEventListener('click', async () => setPlace(await choosePlace(place)));

loadPlaces().then(({ places, total }) => {
  const cities = new Set(places.map(other => other.city).filter(Boolean));
  $('stock').textContent = `${total} places${cities.size > 1 ? ` in ${cities.size} cities` : ''} are known here.`;
  const named = places.filter(other => other.passages > 20);
  const pick = part => named[Math.floor(named.length * part)]?.name;
  const starters = [
    named.length > 0 && `What time is breakfast at ${pick(.12)}?`,
    named.length > 1 && `Is it quiet at night at ${pick(.45)}?`,
    cities.size > 0 && `Which places in ${[...cities][Math.floor(cities.size / 2)]} allow dogs?`,
    named.length > 2 && `How far is the airport from ${pick(.8)}?`,
  ].filter(Boolean);
  $('starters').replaceChildren(...questions('ul', '', starters).children);
}).catch(() => { $('stock').textContent = 'The list of places could not be loaded.'; });
