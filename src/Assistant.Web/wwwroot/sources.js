// The sources of one answer: a card a passage, with what is cited marked; the spans of the chosen sentence stand out.
import { marked, spans } from './marked.js';

const panel = document.getElementById('sources');
const cards = document.getElementById('cards');
const hint = document.getElementById('sources-hint');
const veil = document.getElementById('veil');
const tierNames = { structured: 'Fact', owner: 'Owner', guest: 'Guest review' };
const narrow = matchMedia('(width < 62rem)');
let opener = null;

// Shows the passages of an answer, the cited ones first; `choice` is the reference that was opened, if any;
// unless it is just being opened, the panel stays as it is.
export function showSources(state, choice, opens = true) {
  const cited = new Set(state.sentences.flatMap(sentence => sentence.citations.map(citation => citation.ref)));
  const passages = state.passages.filter(passage => cited.has(passage.ref));
  hint.hidden = passages.length > 0;
  cards.replaceChildren(...passages.map(passage => card(passage, state, choice)));
  if (!choice || !opens) return;
  open(choice.opener);
  const chosen = cards.querySelector('.chosen');
  chosen?.scrollIntoView({ block: 'nearest' });
  chosen?.querySelector('mark.chosen')?.scrollIntoView({ block: 'nearest' });
}

export function closeSources() {
  panel.classList.remove('open');
  veil.hidden = true;
  opener?.focus();
  opener = null;
}

function open(from) {
  if (!narrow.matches) return;
  opener = from;
  panel.classList.add('open');
  veil.hidden = false;
  panel.focus();
}

function card(passage, state, choice) {
  const node = element('li', 'card');
  node.id = `source-${passage.ref}`;
  if (choice?.ref === passage.ref) node.classList.add('chosen');
  const header = element('header');
  header.append(element('span', 'number', `${passage.ref}`), element('span', `tier ${passage.tier}`, tierNames[passage.tier]));
  if (passage.updatedAt && passage.tier === 'guest') {
    const date = new Date(passage.updatedAt);
    const time = element('time', '', date.toLocaleDateString(undefined, { year: 'numeric', month: 'short' }));
    time.dateTime = passage.updatedAt;
    header.append(time);
  }
  node.append(header, element('h3', '', passage.propertyName));
  if (passage.heading) node.append(element('p', 'heading', passage.heading));
  node.append(marked(passage.text, spans(state.sentences, passage.ref), spans(choice?.sentences ?? [], passage.ref)));
  return node;
}

function element(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

document.getElementById('close-sources').addEventListener('click', closeSources);
veil.addEventListener('click', closeSources);
document.addEventListener('keydown', event => { if (event.key === 'Escape' && panel.classList.contains('open')) closeSources(); });
narrow.addEventListener('change', () => { panel.classList.remove('open'); veil.hidden = true; });
