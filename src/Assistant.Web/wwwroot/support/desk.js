// The support desk: which part is shown, and what follows what.
import { $, element, button } from './dom.js';
import { rename, show as showName, known } from './me.js';
import { loadQueue, loadPlaces, markOpened, onFilter, step, updatedAt } from './queue.js';
import { assignToMe, closeCase, current, note, onCase, openCase, reject } from './case.js';
import { focusEditor, insertMacro, insertSuggestion, onReply, send } from './editor.js';
import { onSent, undo } from './undo.js';
import { loadMacros } from './macros.js';
import { loadGaps, onGaps } from './gaps.js';
import { loadLearning, onLearning } from './learning.js';
import { bindKeys, showKeys } from './keys.js';
import { onFile } from './files.js';

const soon = 1000;
const seldom = 15_000;
const parts = { queue: 'cases', case: 'cases', gaps: 'gaps', learning: 'learning' };
let timer = null;

// The part and the case that the address names.
function route() {
  const [part, id] = location.hash.slice(1).split('=');
  return { part: parts[part] ? part : 'queue', id: part === 'case' && id ? decodeURIComponent(id) : null };
}

async function go() {
  const { part, id } = route();
  for (const name of new Set(Object.values(parts))) $(name).hidden = name !== parts[part];
  for (const link of document.querySelectorAll('.tabs a')) {
    if (link.hash === `#${parts[part] === 'cases' ? 'queue' : part}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  document.body.dataset.screen = id ? 'case' : 'queue';
  quiet();
  try {
    markOpened(id);
    if (!id) closeCase();
    if (part === 'gaps') await loadGaps();
    else if (part === 'learning') await loadLearning();
    else if (id) await openCase(id);
  } catch (error) {
    failed(error);
  }
}

// Looks again soon while a case waits to be read, else now and then.
async function watch() {
  clearTimeout(timer);
  let isReading = false;
  try {
    isReading = !document.hidden && await loadQueue();
    const item = current();
    const isUnread = item && !item.suggestion && !item.readingError;
    isReading ||= Boolean(isUnread);
    if (item && !document.hidden && (isUnread || (updatedAt(item.id) ?? item.updatedAt) !== item.updatedAt)) await openCase(item.id); // somebody else may work on it
  } catch (error) {
    failed(error);
  }
  clearTimeout(timer);
  timer = setTimeout(watch, isReading ? soon : seldom);
}

// After a change: the queue, and the case where it is the one on the screen. Returns how far its reply is.
async function changed(id = current()?.id, isDrawn = false) {
  const item = current();
  if (item && item.id === id && !isDrawn) await openCase(id);
  await loadQueue();
  return item?.id === id ? current()?.reply?.state : undefined;
}

function say(text) {
  quiet();
  $('said').append(element('p', '', text));
  setTimeout(() => $('said').replaceChildren(), 6000);
}

function failed(error) {
  quiet();
  $('failed').append(element('p', '', error.message), button('Close', quiet, 'plain'));
}

function quiet() {
  $('failed').replaceChildren();
  $('said').replaceChildren();
}

function act(work) {
  return async () => {
    quiet();
    try {
      await work();
    } catch (error) {
      failed(error);
    }
  };
}

const ofCase = work => () => (current() ? work() : undefined);

onFilter(() => loadQueue().catch(failed));
onCase(reload => changed(undefined, reload === false), failed);
onReply(changed);
onSent(changed, failed);
onGaps(say, failed);
onLearning(say, failed);
onFile(watch, failed);
bindKeys({
  next: () => step(1),
  previous: () => step(-1),
  search: () => {
    if ($('find').offsetParent) { $('find').focus(); return; }
    window.addEventListener('hashchange', () => $('find').focus(), { once: true });
    location.hash = 'queue';
  },
  insert: ofCase(insertSuggestion),
  macro: ofCase(insertMacro),
  edit: ofCase(focusEditor),
  send: ofCase(send),
  undo: () => undo(),
  reject: ofCase(reject),
  assign: ofCase(assignToMe),
  note: ofCase(note),
  help: showKeys,
  leave: () => {
    if (document.activeElement?.matches('input, textarea, select')) { document.activeElement.blur(); if (current()) $('case-title').focus(); }
    else if (route().id) { const { id } = route(); location.hash = 'queue'; document.querySelector(`[data-id="${CSS.escape(id)}"]`)?.focus(); }
  },
}, failed);
$('who').addEventListener('click', act(rename));
$('help').addEventListener('click', showKeys);
$('insert').addEventListener('click', act(insertSuggestion));
$('macro').addEventListener('click', act(insertMacro));
$('reject').addEventListener('click', act(reject));
$('reply').addEventListener('submit', event => { event.preventDefault(); act(send)(); });
for (const close of document.querySelectorAll('dialog [data-close]')) close.addEventListener('click', () => close.closest('dialog').close());
window.addEventListener('hashchange', go);
document.addEventListener('visibilitychange', () => { if (!document.hidden) watch(); });

showName();
await loadMacros().catch(failed); // asks for the key, once for all that follow
loadPlaces().catch(failed);
await watch();
await go();
if (!known()) await rename();
