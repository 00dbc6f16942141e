// What a place's content says in two ways, with where each statement stands.
import { element } from './dom.js';

const places = { fact: 'In the facts', policy: 'In the rules', room: 'Of a room', faq: 'In a FAQ', review: 'A guest says', description: 'In a description' };

export function contradictionOf(contradiction) {
  return element('article', 'contradiction', element('h3', '', contradiction.explanation), element('ul', '', ...contradiction.statements.map(statement => element('li', '',
    element('span', `tier ${statement.tier}`, places[statement.kind] ?? statement.kind), element('blockquote', '', statement.text)))));
}
