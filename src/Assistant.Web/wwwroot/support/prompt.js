// One dialog for a line or a text that is asked for.
import { element, button } from './dom.js';

const title = element('h2');
const hint = element('p', 'hint');
const body = element('div', 'prompt-body');
const yes = element('button', 'main-action');
const form = element('form', '', title, hint, body, element('div', 'row end', button('Cancel', () => dialog.close(), 'plain'), yes));
const dialog = element('dialog', 'picker prompt', form);
title.id = 'prompt-title';
dialog.setAttribute('aria-labelledby', title.id);
document.body.append(dialog);
let last = Promise.resolve();

// What was written, or null where the dialog was left. One question at a time.
export function askFor(question) {
  const answer = last.then(() => open(question));
  last = answer.catch(() => {});
  return answer;
}

function open({ title: heading, hint: why = '', label, value = '', lines = 1, secret = false, isNeeded = true, isRead = false, yes: word = 'Save' }) {
  const from = document.activeElement;
  const field = element(lines > 1 ? 'textarea' : 'input');
  field.id = 'prompt-field';
  field.value = value;
  field.readOnly = isRead;
  field.autocomplete = 'off';
  if (lines > 1) field.rows = lines;
  else field.type = secret ? 'password' : 'text';
  const name = element('label', '', label);
  name.htmlFor = field.id;
  title.textContent = heading;
  hint.textContent = why;
  yes.textContent = word;
  body.replaceChildren(name, field);
  return new Promise(resolve => {
    let result = null;
    form.onsubmit = event => {
      event.preventDefault();
      if (isNeeded && !field.value.trim()) { field.focus(); return; }
      result = field.value.trim();
      dialog.close();
    };
    field.onkeydown = event => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit(); };
    dialog.onclose = () => { resolve(result); if (from?.isConnected) from.focus(); };
    dialog.showModal();
    field.focus();
    field.select();
  });
}
