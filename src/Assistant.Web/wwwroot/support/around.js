// What stands beside a case: the booking, notes, similar solved cases, the history.
import { element, button, keyed, section, shown } from './dom.js';
import { insert } from './editor.js';
import { ago, counted, day, happened, instant, outcomes } from './words.js';

export function bookingOf({ booking }) {
  if (!booking) return section('Booking', element('p', 'quiet', 'Nothing is known of a booking.'));
  const facts = [
    ['Guest', booking.guestName], ['Reference', booking.reference], ['From', booking.checkIn && day(booking.checkIn)], ['To', booking.checkOut && day(booking.checkOut)],
    ['Guests', booking.guests && `${booking.guests}`], ['Room', booking.room]];
  return section('Booking', element('dl', 'facts', ...facts.filter(([, value]) => value).flatMap(([name, value]) => [element('dt', '', name), element('dd', '', ...shown(value).childNodes)])));
}

export function notesOf({ notes }, write) {
  return section('Notes', ...notes.map(note => element('div', 'note', shown(note.text), element('p', 'quiet', `${note.by}, ${ago(note.at)}`))), element('div', 'row', keyed('Leave a note', 'n', write)));
}

export function similarOf({ similar }) {
  if (similar.length === 0) return section('Similar, solved', element('p', 'quiet', 'None yet.'));
  return section('Similar, solved', ...similar.map(one => {
    const node = element('details', 'similar');
    node.dataset.name = one.caseId;
    node.append(
      element('summary', '', element('span', 'asked', one.asked.replace(/\s+/g, ' ')), element('span', 'quiet', `${Math.round(100 * one.similarity)} % alike, ${outcomes[one.outcome] ?? one.outcome}, ${ago(one.solvedAt)}`)),
      shown(one.reply, 'text paper'), element('div', 'row', button('Insert this reply', () => insert(one.reply, { source: 'own', from: 'a similar case' }))));
    return node;
  }));
}

export function historyOf({ history }) {
  const node = element('details', 'history');
  node.dataset.name = 'history';
  node.append(element('summary', '', element('h3', '', 'History'), element('span', 'quiet', counted(history.length, 'event'))), element('ol', '', ...[...history].reverse().map(event => {
    const time = element('time', '', instant(event.at));
    time.dateTime = event.at;
    return element('li', '', time, element('span', '', happened(event)), element('span', 'quiet', event.by));
  })));
  return element('section', 'part', node);
}
