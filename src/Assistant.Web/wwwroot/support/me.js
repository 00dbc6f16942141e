// Who works at this desk: a name that is asked for once and kept in this browser.
import { askFor } from './prompt.js';
import { $ } from './dom.js';

const place = 'support-name';
let name = read();

// The name; asked for where there is none. An error where it is not given.
export async function me() {
  if (!name) await rename();
  if (!name) throw new Error('Say who you are first: the desk keeps who did what.');
  return name;
}

export function known() {
  return name;
}

export async function rename() {
  const given = await askFor({ title: 'Who are you?', hint: 'Your name stands beside what you do here: replies, notes, assignments. It is kept in this browser.', label: 'Your name', value: name ?? '' });
  if (given) name = given.slice(0, 100);
  try {
    if (given) localStorage.setItem(place, name);
  } catch {
    // forbidden: asked again after a reload
  }
  show();
}

export function show() {
  $('who-name').textContent = name ?? 'nobody yet';
}

function read() {
  try {
    return localStorage.getItem(place);
  } catch {
    return null;
  }
}
