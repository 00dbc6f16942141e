// The owner's page: what guests ask that the place's content does not say, an answer box each, and what does not agree.
import { $, element } from '../support/dom.js';
import { get, post, useKey } from '../support/api.js';
import { contradictionOf } from '../support/contradiction.js';
import { counted } from '../support/words.js';

const property = new URLSearchParams(location.search).get('property');
const longest = { input: 300, textarea: 4000 };

async function load() {
  if (!property) throw new Error('The address names no place. It ends in ?property= and the id of a place; the support desk has the link.');
  useKey(location.hash.slice(1));
  const report = await get('support/gaps/report', { property });
  const open = report.gaps.filter(gap => gap.state === 'open');
  const answered = report.gaps.filter(gap => gap.state === 'answered');
  $('title').textContent = report.propertyName;
  document.title = `${report.propertyName}: what guests ask`;
  tell(open);
  $('gaps').replaceChildren(...open.map(gapOf));
  $('answered').hidden = answered.length === 0;
  $('answered-list').replaceChildren(...answered.map(answeredOf));
  $('contradictions').hidden = report.contradictions.length === 0;
  $('contradiction-list').replaceChildren(...report.contradictions.map(contradictionOf));
}

function tell(open) {
  const guests = open.reduce((sum, { askedBy }) => sum + askedBy.chat + askedBy.case, 0);
  const reports = open.reduce((sum, { askedBy }) => sum + askedBy.report, 0);
  const reported = what => `${counted(reports, what)} ${reports === 1 ? 'was' : 'were'} reported`;
  const asked = guests === 0 ? `${reported('question')} that your page does not answer` : `${counted(guests, 'guest')} asked what your page does not say${reports > 0 ? `, and ${reported('such question')}` : ''}`;
  $('lead').textContent = open.length === 0 ? 'Nothing is open: every question that guests asked has its answer.' : `${asked}. Answer once; it goes live at once, and the next guest reads it in your words.`;
}

// Guests asked in the chat or wrote to the desk; what others passed on are reports.
function askers({ askedBy }) {
  const guests = askedBy.chat + askedBy.case;
  const parts = [guests > 0 && `${counted(guests, 'guest')} asked`, askedBy.report > 0 && `${counted(askedBy.report, 'report')}`];
  return parts.filter(Boolean).join(', ');
}

function gapOf(gap, i) {
  const question = field('input', `question-${i}`, gap.question);
  const answer = field('textarea', `answer-${i}`, gap.answer ?? '');
  answer.rows = 3;
  const result = element('p', 'result');
  result.setAttribute('role', 'status');
  const publish = element('button', 'main-action', 'Publish the answer');
  const others = gap.examples.filter(example => example !== gap.question);
  const form = element('form', '',
    label(answer, 'Your answer'), answer,
    element('details', 'wording', element('summary', '', 'Change how the question is worded'), label(question, 'The question, as your page shows it'), question),
    element('div', 'row', publish, result));
  form.addEventListener('submit', event => { event.preventDefault(); send(gap, question, answer, publish, result); });
  if (gap.answer) result.textContent = 'This has an answer, and guests still do not find it. Word the question as they do.';
  return element('li', 'gap', element('p', 'count-line', element('b', '', askers(gap))), element('h2', '', gap.question),
    others.length > 0 ? element('ul', 'examples', ...others.slice(0, 3).map(text => element('li', '', `“${text}”`))) : null, form);
}

async function send(gap, question, answer, publish, result) {
  if (!answer.value.trim()) { answer.focus(); result.className = 'result late'; result.textContent = 'Write the answer first.'; return; }
  publish.disabled = true;
  result.className = 'result';
  result.textContent = 'Going live …';
  try {
    const live = await post(`support/gaps/${encodeURIComponent(gap.id)}/answer`, { answer: answer.value.trim(), question: question.value.trim() || undefined, by: 'The owner' });
    const isFound = live.answeredNow > 0;
    result.className = isFound ? 'result good' : 'result late';
    result.textContent = `It is live. ${live.answeredNow} of ${counted(live.asked, 'question')} ${live.asked === 1 ? 'is' : 'are'} answered now.${isFound ? '' : ' Use the words that guests use, in the question or the answer, and publish it again.'}`;
    publish.textContent = 'Publish it again';
  } catch (error) {
    result.className = 'result late';
    result.textContent = error.message;
  } finally {
    publish.disabled = false;
  }
}

function answeredOf(gap) {
  const { measured } = gap;
  return element('li', '', element('h3', '', gap.question), element('p', 'owner-words', gap.answer), measured ? element('p', 'quiet', `${measured.answeredNow} of ${counted(measured.asked, 'question')} ${measured.asked === 1 ? 'is' : 'are'} answered by it.`) : null);
}

function field(tag, id, value) {
  const node = element(tag);
  node.id = id;
  node.value = value;
  node.maxLength = longest[tag];
  if (tag === 'input') node.type = 'text';
  return node;
}

function label(of, text) {
  const node = element('label', '', text);
  node.htmlFor = of.id;
  return node;
}

addEventListener('hashchange', () => location.reload()); // another link to the same place

load().catch(error => {
  $('lead').textContent = '';
  const isOver = error.status === 401 && location.hash.length > 1;
  $('failed').replaceChildren(element('p', 'notice', isOver ? 'This link does not open any more. Ask the support desk for a new one.' : error.message));
});
