// Codes and instants in the words of the desk.

export const actions = { draft: 'Draft', template: 'Macro', abstain: 'For a person' };
export const parties = { guest: 'Guest', owner: 'Owner', agent: 'The desk' };
export const statuses = { open: 'Open', waiting: 'Waiting', solved: 'Solved' };
export const tiers = { structured: 'Fact', owner: 'Owner', guest: 'Guest review' };
export const outcomes = { accepted: 'sent as suggested', edited: 'edited and sent', rejected: 'suggestion rejected', own: 'written by hand' };

const languages = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' });
const events = {
  opened: 'The case came in', read: 'Read', failed: 'Failed', message: 'Message', queued: 'Reply queued', undone: 'Reply taken back', sent: 'Reply sent',
  rejected: 'Suggestion rejected', assigned: 'Assigned', status: 'Status', note: 'Note left', forgotten: 'Personal data deleted',
};

export function plain(code) {
  return code.replaceAll('_', ' ');
}

export function language(code) {
  return languages.of(code);
}

export function counted(count, one, many = `${one}s`) {
  return `${number(count)} ${count === 1 ? one : many}`;
}

export function number(value) {
  return value.toLocaleString('en');
}

export function share(value) {
  return value === null || value === undefined ? '–' : `${Math.round(100 * value)} %`;
}

// "due in 2 h", and how pressing that is.
export function timeLeft(dueAt, now = Date.now()) {
  const minutes = (new Date(dueAt) - now) / 60000;
  if (minutes < 0) return { text: `${duration(-minutes)} overdue`, state: 'late' };
  return { text: `due in ${duration(minutes)}`, state: minutes < 60 ? 'soon' : 'calm' };
}

export function duration(minutes) {
  if (minutes < 1) return 'under a minute';
  if (minutes < 90) return `${Math.round(minutes)} min`;
  if (minutes < 36 * 60) return `${Math.round(minutes / 60)} h`;
  return counted(Math.round(minutes / 1440), 'day');
}

export function ago(at, now = Date.now()) {
  const minutes = (now - new Date(at)) / 60000;
  return minutes < 1 ? 'just now' : `${duration(minutes)} ago`;
}

export function instant(at) {
  return new Date(at).toLocaleString('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
}

export function day(date) {
  return new Date(`${date}T00:00`).toLocaleDateString('en-GB', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
}

export function happened({ what, detail }) {
  const said = what === 'read' ? (actions[detail] ?? detail)?.toLowerCase() : what === 'assigned' && !detail ? 'nobody' : detail;
  return `${events[what] ?? what}${said ? `: ${plain(said)}` : ''}`;
}
