// The list of places, and the dialog that chooses one.

const dialog = document.getElementById('picker');
const list = document.getElementById('places');
const find = document.getElementById('find');
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

// The chosen place, null for any place; what it was before when the dialog is left.
export function choosePlace(current) {
  return new Promise(resolve => {
    let chosen = current;
    const choose = place => { chosen = place; dialog.close(); };
    show = () => list.replaceChildren(...entries(find.value).map(place => entry(place, choose)));
    find.value = '';
    find.oninput = show;
    find.onkeydown = event => {
      if (event.key === 'Enter') { event.preventDefault(); list.querySelector(find.value ? 'li:nth-child(2) button' : 'li button')?.click(); }
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
  return [null, ...places.filter(fits)];
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
