// The keys of the desk, and the dialog that lists them.
import { $, element } from './dom.js';

const list = [
  ['j', 'The next case', 'next'], ['k', 'The case before', 'previous'], ['Enter', 'Open the case'], ['/', 'Search', 'search'], ['i', 'Use the suggestion', 'insert'], ['m', 'Pick a macro', 'macro'],
  ['e', 'Edit the reply', 'edit'], ['Ctrl ↵', 'Send the reply'], ['u', 'Take the reply back', 'undo'], ['r', 'Reject the suggestion', 'reject'], ['a', 'Assign to me', 'assign'],
  ['n', 'Leave a note', 'note'], ['Esc', 'Out of a field; back to the queue'], ['?', 'These keys', 'help'],
];

// `acts` are called by the names above, with send and leave; what fails is told to `failed`.
export function bindKeys(acts, failed) {
  const run = async (event, act) => {
    event.preventDefault();
    try {
      await act();
    } catch (error) {
      failed(error);
    }
  };
  document.addEventListener('keydown', event => {
    if (event.isComposing || event.defaultPrevented || document.querySelector('dialog[open]')) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { run(event, acts.send); return; }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') { run(event, acts.leave); return; }
    if (event.target.matches('input:not([type=checkbox]), textarea, select')) return;
    const name = list.find(([key]) => key === event.key)?.[2];
    if (name) run(event, acts[name]);
  });
}

export function showKeys() {
  $('key-list').replaceChildren(...list.flatMap(([key, what]) => [element('dt', '', element('kbd', '', key)), element('dd', '', what)]));
  $('key-help').showModal();
}
