// What the desk learns: figures, proposals to approve or dismiss, and how macros do.
import { $, element, button, section } from './dom.js';
import { get, post } from './api.js';
import { me } from './me.js';
import { loadMacros, useOf } from './macros.js';
import { counted, duration, number, plain, share } from './words.js';

let say = () => {};
let failed = () => {};

export function onLearning(whenDone, whenFailed) {
  [say, failed] = [whenDone, whenFailed];
}

export async function loadLearning() {
  const [figures, proposals, macros] = await Promise.all([get('support/figures'), get('support/proposals'), loadMacros()]);
  const open = proposals.filter(proposal => proposal.state === 'open');
  const done = proposals.filter(proposal => proposal.state !== 'open');
  $('learning-body').replaceChildren(
    section('How the desk does', tiles(figures), outcome(figures)),
    section('Proposals', ...open.map(proposalOf), open.length === 0 ? element('p', 'quiet', 'None. Replies that are written by hand or changed a lot become proposals: a macro after two of the same kind, a FAQ where the content had no answer.') : null,
      ...done.map(proposal => element('p', 'quiet', `${kinds[proposal.kind]} “${proposal.title}”: ${proposal.state}`))),
    section('Macros', element('ul', 'macro-use', ...[...macros].sort((a, b) => b.used - a.used).map(macro => element('li', '', element('span', 'strong', macro.title), element('span', 'quiet', useOf(macro)))))));
}

const kinds = { macro: 'Macro', faq: 'FAQ' };

function tiles(figures) {
  const shown = [
    [number(figures.cases), 'cases'], [number(figures.overdue), 'overdue'], [number(figures.replies), 'replies sent'], [share(figures.acceptanceRate), 'of suggestions sent as they were'],
    [share(figures.medianEditShare), 'of the text changed in an edit (median)'], [figures.medianFirstReplyMinutes === undefined ? '–' : duration(figures.medianFirstReplyMinutes), 'to the first reply (median)']];
  return element('dl', 'tiles', ...shown.map(([value, name]) => element('div', '', element('dt', '', name), element('dd', '', value))));
}

// Accepted, edited, rejected and own as parts of one bar.
function outcome({ accepted, edited, rejected, own }) {
  const parts = [['accepted', accepted, 'as suggested'], ['edited', edited, 'edited'], ['rejected', rejected, 'rejected'], ['own', own, 'by hand']].filter(([, count]) => count > 0);
  if (parts.length === 0) return element('p', 'quiet', 'Nothing was sent or rejected yet.');
  const bar = element('div', 'outcome-bar', ...parts.map(([name, count]) => {
    const node = element('span', name);
    node.style.flexGrow = count; // set by script, which the policy of the page allows
    return node;
  }));
  bar.setAttribute('aria-hidden', 'true');
  return element('div', '', bar, element('p', 'legend', ...parts.map(([name, count, words]) => element('span', name, `${number(count)} ${words}`))));
}

function proposalOf(proposal) {
  const text = element('textarea');
  text.value = proposal.text;
  text.rows = 4;
  text.id = `text-${proposal.id}`;
  const label = element('label', '', proposal.kind === 'faq' ? 'Answer' : 'Text');
  label.htmlFor = text.id;
  return element('article', 'proposal',
    element('header', '', element('span', 'tag big', kinds[proposal.kind]), element('h4', '', proposal.title)),
    element('p', 'quiet', `${proposal.kind === 'faq' ? `For ${proposal.property}` : `For ${plain(proposal.intent)}`}, from ${counted(proposal.from.length, 'case')}: `, ...proposal.from.flatMap((id, i) => [i > 0 ? ', ' : '', caseLink(id)])),
    label, text,
    element('div', 'row', button('Approve', () => decide(proposal, 'approve', text.value).catch(failed), 'main-action'), button('Dismiss', () => decide(proposal, 'dismiss').catch(failed))));
}

function caseLink(id) {
  const link = element('a', '', id);
  link.href = `#case=${encodeURIComponent(id)}`;
  return link;
}

async function decide(proposal, decision, text) {
  await post(`support/proposals/${encodeURIComponent(proposal.id)}`, { decision, by: await me(), text });
  say(decision === 'dismiss' ? 'The proposal is dismissed.' : proposal.kind === 'faq' ? 'The answer is live.' : 'The macro is in the book.');
  await loadLearning();
}
