// The operator's macros, and the dialog that picks one.
import { $, element, fold } from './dom.js';
import { get } from './api.js';
import { counted, share } from './words.js';

let macros = [];

export async function loadMacros() {
  macros = await get('support/macros');
  return macros;
}

export function titleOf(id) {
  return macros.find(macro => macro.id === id)?.title ?? id;
}

// A macro filled for the case, or null where the dialog was left.
export async function chooseMacro(item) {
  const from = document.activeElement;
  const [dialog, list, find] = [$('macro-picker'), $('macro-list'), $('macro-find')];
  const chosen = await new Promise(resolve => {
    let result = null;
    const show = () => {
      const found = fitting(find.value, item);
      list.replaceChildren(...found.map(macro => entry(macro, () => { result = macro; dialog.close(); })));
      $('macro-none').hidden = found.length > 0;
    };
    find.value = '';
    find.oninput = show;
    find.onkeydown = event => {
      if (event.key === 'Enter') { event.preventDefault(); list.querySelector('button')?.click(); }
      if (event.key === 'ArrowDown') { event.preventDefault(); list.querySelector('button')?.focus(); }
    };
    list.onkeydown = event => {
      const step = { ArrowDown: 'nextElementSibling', ArrowUp: 'previousElementSibling' }[event.key];
      const next = step && document.activeElement.parentElement?.[step];
      if (next) { event.preventDefault(); next.firstElementChild.focus(); }
    };
    dialog.onclose = () => resolve(result);
    show();
    dialog.showModal();
    find.focus();
  });
  if (from?.isConnected) from.focus();
  if (!chosen) return null;
  const filled = await get(`support/cases/${encodeURIComponent(item.id)}/macros/${encodeURIComponent(chosen.id)}`);
  return { ...filled, id: chosen.id, title: chosen.title };
}

// Those for what the case wants first.
function fitting(text, item) {
  const words = fold(text).split(/\s+/).filter(Boolean);
  const fits = macro => words.every(word => fold(`${macro.title} ${macro.intents.join(' ')} ${macro.text}`).includes(word));
  const rank = macro => (macro.intents.some(intent => item.intents.includes(intent)) ? 0 : 1);
  return macros.filter(fits).sort((a, b) => rank(a) - rank(b));
}

function entry(macro, choose) {
  const node = element('button', '', element('span', 'strong', macro.title), element('small', '', useOf(macro)), element('small', 'first', macro.text.split('\n').filter(Boolean)[1] ?? macro.text));
  node.type = 'button';
  node.addEventListener('click', choose);
  return element('li', '', node);
}

export function useOf({ used, accepted, edited, medianEdit }) {
  if (used === 0) return 'not used yet';
  return `used ${counted(used, 'time')}: ${accepted} as it is, ${edited} edited${medianEdit ? ` (${share(medianEdit)} of the text)` : ''}`;
}
