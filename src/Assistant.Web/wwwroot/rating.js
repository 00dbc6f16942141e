// Two buttons that say whether an answer helped. A second word replaces the first.

export function rating(answerId, given, keep) {
  const group = document.createElement('span');
  group.className = 'rating';
  group.setAttribute('role', 'group');
  group.setAttribute('aria-label', 'Did this answer help?');
  const buttons = [button('up', 'Helpful'), button('down', 'Not helpful')];
  group.append(...buttons);
  press(given);
  return group;

  function button(value, text) {
    const node = document.createElement('button');
    node.type = 'button';
    node.dataset.rating = value;
    node.textContent = text;
    node.addEventListener('click', () => rate(value));
    return node;
  }

  async function rate(value) {
    const response = await fetch('api/feedback', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ answerId, rating: value }),
    }).catch(() => null);
    group.classList.toggle('unsaved', !response?.ok);
    if (!response?.ok) return;
    press(value);
    keep(value);
  }

  function press(value) {
    for (const node of buttons) node.setAttribute('aria-pressed', node.dataset.rating === value);
  }
}
