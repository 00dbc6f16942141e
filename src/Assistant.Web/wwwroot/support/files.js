// Import of cases from a file: CSV, or JSONL with a case a line.
import { $, element } from './dom.js';
import { post } from './api.js';
import { counted } from './words.js';

const shownErrors = 50;

export function onFile(whenDone, whenFailed) {
  $('import').addEventListener('click', () => $('file').click());
  $('file').addEventListener('change', async () => {
    const [file] = $('file').files;
    $('file').value = '';
    if (!file) return;
    try {
      const isCsv = file.name.toLowerCase().endsWith('.csv') || file.type === 'text/csv';
      tell(file.name, await post('support/cases:import', await file.text(), isCsv ? 'text/csv' : 'application/jsonl'));
      await whenDone();
    } catch (error) {
      whenFailed(error);
    }
  });
}

function tell(name, { used, failed, results }) {
  const errors = results.filter(line => line.error);
  $('import-count').textContent = `${name}: ${counted(used, 'case')} taken in${failed > 0 ? `, ${counted(failed, 'line')} not` : ''}.`;
  $('import-errors').replaceChildren(
    ...errors.slice(0, shownErrors).map(line => element('li', '', element('b', '', `Line ${line.line}`), ` ${line.error}`)),
    ...(errors.length > shownErrors ? [element('li', '', `and ${counted(errors.length - shownErrors, 'more line')}`)] : []));
  $('import-done').showModal();
}
