// What is suggested for a case: the action with its reason, the text, and the passages that prove it.
import { element, section, shown } from './dom.js';
import { actions, tiers } from './words.js';
import { marked, spans } from '../marked.js';

export function suggestionOf(item, titleOf) {
  if (item.readingError) return section('Suggestion', element('p', 'notice', item.readingError));
  if (!item.suggestion) return section('Suggestion', element('p', 'quiet', 'The case is being read …'));
  const { suggestion } = item;
  const evidence = evidenceOf(suggestion);
  const node = section(
    'Suggestion',
    element('p', 'verdict-line', element('span', `tag big ${suggestion.action}`, actions[suggestion.action]), suggestion.macro && element('span', 'strong', titleOf(suggestion.macro)), ' ', element('span', 'reason', reasonOf(suggestion))),
    suggestion.unanswered.length > 0 && gaps(suggestion.unanswered, item),
    suggestion.action === 'draft' ? draft(suggestion, evidence.open) : suggestion.text ? element('div', 'paper', ...paragraphs(suggestion.text)) : null,
    suggestion.missing.length > 0 && element('p', 'notice', `The case has no value for ${suggestion.missing.map(name => `{${name}}`).join(', ')}: write in its place what is meant.`),
    suggestion.checked.length > 0 && list('What was checked', suggestion.checked),
    evidence.node);
  node.classList.add('suggestion', suggestion.action);
  return node;
}

// The label beside it says "For a person" already.
function reasonOf({ action, reason }) {
  const rest = reason.startsWith(`${actions[action]}: `) ? reason.slice(actions[action].length + 2) : reason;
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}

function draft(suggestion, open) {
  const paper = element('div', 'paper');
  let [paragraph, passage, sentences] = [null, null, []];
  for (const sentence of suggestion.sentences) {
    const [ref] = sentence.citations.map(citation => citation.ref);
    if (ref === undefined) {
      paper.append(...paragraphs(sentence.text));
      passage = null;
      continue;
    }
    if (passage !== ref) {
      paper.append(paragraph = element('p', 'text'));
      sentences = [];
    }
    passage = ref;
    sentences.push(sentence);
    for (const earlier of paragraph.querySelectorAll('.ref')) earlier.remove(); // one number for what stands together
    const refs = [...new Set(sentences.flatMap(one => one.citations).map(citation => citation.ref))];
    paragraph.append(sentences.length > 1 ? ' ' : '', ...shown(sentence.text).childNodes, ...refs.map(number => reference(suggestion, sentences, number, open)));
  }
  return paper;
}

function reference(suggestion, sentences, ref, open) {
  const { tier, heading } = suggestion.evidence.find(passage => passage.ref === ref);
  const node = element('button', `ref ${tier}`, `${ref}`);
  node.type = 'button';
  node.setAttribute('aria-label', `Source ${ref}: ${tiers[tier]}${heading ? `, ${heading}` : ''}`);
  node.addEventListener('click', () => open(ref, sentences));
  return node;
}

// The passages, closed until their number is chosen.
function evidenceOf(suggestion) {
  if (suggestion.evidence.length === 0) return { node: null, open: () => {} };
  const cards = new Map(suggestion.evidence.map(passage => [passage.ref, card(passage, suggestion)]));
  const title = suggestion.action === 'draft' ? 'Where it stands' : 'The nearest that was found';
  return {
    node: element('div', 'evidence', element('h4', '', title), ...[...cards.values()].map(({ node }) => node)),
    open: (ref, sentences) => {
      for (const [number, { show }] of cards) show(number === ref, sentences);
      cards.get(ref).node.scrollIntoView({ block: 'nearest' });
    },
  };
}

function card(passage, suggestion) {
  const node = element('details', 'card');
  const text = element('div');
  const draw = chosen => text.replaceChildren(marked(passage.text, spans(suggestion.sentences, passage.ref), spans(chosen, passage.ref)));
  draw([]);
  node.append(
    element('summary', '', element('span', 'number', `${passage.ref}`), element('span', `tier ${passage.tier}`, tiers[passage.tier]), element('span', 'heading', passage.heading ?? beginning(passage.text))), text);
  return {
    node,
    show: (isChosen, sentences) => {
      node.open = isChosen;
      node.classList.toggle('chosen', isChosen);
      draw(isChosen ? sentences : []);
    },
  };
}

function beginning(text) {
  return text.length <= 60 ? text : `${text.slice(0, text.lastIndexOf(' ', 60))} …`;
}

function gaps(questions, item) {
  const node = list('The content does not say', questions);
  if (item.property) {
    const link = element('a', '', 'Ask the owner');
    link.href = `../owner/?property=${encodeURIComponent(item.property)}`;
    link.target = '_blank';
    node.append(element('p', 'quiet', 'Kept as a content gap. ', link));
  }
  return node;
}

function list(title, texts) {
  return element('div', 'checked', element('h4', '', title), element('ul', '', ...texts.map(text => element('li', '', ...shown(text).childNodes))));
}

export function paragraphs(text) {
  return text.split(/\n{2,}/).map(part => shown(part));
}
