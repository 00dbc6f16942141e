// The list of places, and the dialog that chooses one.

const dialog = document.getElementById('picker');
const list = document.getElementById('places');
const find = document.getElementById('find');
const none = document.getElementById('no-places');
const pageSize = 200;
let places = [];
let show = () => {};

export async function loadPlaces() {
  const first = await page(1);
  places = first.items;
  for (let number = 2; places.length < first.total && number <= 10; number++) places = places.concat((await page(number)).items);
  show(); // the dialog may be open already
  return { places, total: first.total };
}

// Questions that the content answers: about the place, or about any.
export async function loadStarters(place) {
  const response = await fetch(`api/starters${place ? `?focus=${encodeURIComponent(place.id)}` : ''}`);
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  return (await response.json()).questions;
}

export function nameOf(id) {
  return places.find(place => place.id === id)?.name;
}

// The chosen place, null for any place; what it was before when the dialog is left.
export function choosePlace(current) {
  return new Promise(resolve => {
    let chosen = current;
    const choose = place => { chosen = place; dialog.close(); };
    show = () => {
      const found = entries(find.value);
      list.replaceChildren(...found.map(place => entry(place, choose)));
      none.textContent = found.length > 0 ? '' : `No place here fits “${find.value.trim()}”.`;
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
    dialog.onclose = () => { show = () => {}; resolve(chosen); };
    show();
    dialog.showModal();
    find.focus();
  });
}

async function page(number) {
  const response = await fetch(`api/properties?page=${number}&pageSize=${pageSize}`);
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  return response.json();
}

function entries(text) {
  const words = fold(text).split(/\s+/).filter(Boolean);
  const fits = place => words.every(word => fold(`${place.name} ${place.city ?? ''} ${place.district ?? ''} ${place.kind}`).includes(word));
  return words.length === 0 ? [null, ...places] : places.filter(fits);
}

function entry(place, choose) {
  const item = document.createElement('li');
  const button = document.createElement('button');
  button.type = 'button';
  const name = document.createElement('span');
  name.textContent = place?.name ?? 'Any place';
  const detail = document.createElement('small');
  detail.textContent = place ? [place.kind.replaceAll('-', ' '), place.district, place.city].filter(Boolean).join(', ') : 'Name it in the question, or ask about all of them';
  button.append(name, detail);
  button.addEventListener('click', () => choose(place));
  item.append(button);
  return item;
}

function fold(text) {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
