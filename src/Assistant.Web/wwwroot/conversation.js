// The conversation of this browser tab, kept across a reload: what was asked, and the events that answered it.

const key = 'conversation';

export function load() {
  try {
    return { ...nothing(), ...JSON.parse(sessionStorage.getItem(key)) };
  } catch {
    return nothing(); // no storage, or nothing that can be read: the page starts anew
  }
}

export function save(conversation) {
  try {
    sessionStorage.setItem(key, JSON.stringify(conversation));
  } catch {
    // Storage is full or forbidden: the conversation goes on, and only a reload would lose it.
  }
}

export function nothing() {
  return { id: null, place: null, turns: [], ratings: {} };
}
