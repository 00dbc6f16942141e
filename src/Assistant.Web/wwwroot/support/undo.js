// Replies that can still be taken back, a line each, the latest first.
import { $, element, keyed } from './dom.js';
import { post } from './api.js';
import { me } from './me.js';

const pending = [];
let changed = () => {};
let failed = () => {};
let timer = null;

export function onSent(whenChanged, whenFailed) {
  [changed, failed] = [whenChanged, whenFailed];
}

export function undoable({ id, propertyName, seconds, promises, restore }) {
  pending.unshift({ id, name: propertyName ?? id, until: performance.now() + 1000 * seconds, promises, restore });
  draw();
  timer ??= setInterval(tick, 250);
}

// Takes the latest back, or the one that is named.
export async function undo(one = pending[0]) {
  if (!one) return;
  remove(one);
  await post(`support/cases/${encodeURIComponent(one.id)}/undo`, { by: await me() });
  one.restore();
  await changed(one.id);
}

function tick() {
  for (const one of pending.filter(each => each.until <= performance.now())) {
    remove(one);
    follow(one.id).catch(failed);
  }
  for (const [i, node] of [...$('undo').children].entries()) node.querySelector('.seconds').textContent = secondsOf(pending[i]);
  if (pending.length > 0) return;
  clearInterval(timer);
  timer = null;
}

// The desk sends on its own clock: looks until it has.
async function follow(id) {
  for (let tries = 0; tries < 20; tries++) {
    if (await changed(id) !== 'queued') return;
    await new Promise(resolve => setTimeout(resolve, 500));
  }
}

function remove(one) {
  pending.splice(pending.indexOf(one), 1);
  draw();
}

function draw() {
  $('undo').replaceChildren(...pending.map(one => {
    const seconds = element('span', 'seconds', secondsOf(one));
    seconds.setAttribute('aria-hidden', 'true');
    const said = element('span', '', `The reply about ${one.name} is being sent`);
    if (one.promises?.length > 0) said.append(element('strong', 'promise', `It promises what nothing grants: “${one.promises.join('” “')}”`));
    return element('p', '', said, seconds, keyed('Undo', 'u', () => undo(one).catch(failed)));
  }));
}

function secondsOf(one) {
  return `${Math.max(0, Math.ceil((one.until - performance.now()) / 1000))} s`;
}
