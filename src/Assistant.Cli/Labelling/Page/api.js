// What the server is asked for. A problem becomes an error that carries its status and fields.
async function ask(path, method = 'GET', body, revision) {
  const headers = {};
  if (body) headers['content-type'] = 'application/json';
  if (revision) headers['if-match'] = `"${revision}"`;
  let answer;
  try {
    answer = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
  } catch {
    throw new Error('The command that serves this page has ended. Start it again; what you typed stays here until you close the page.');
  }
  const value = await answer.json();
  if (!answer.ok) throw Object.assign(new Error(value.detail ?? value.title), { status: answer.status, problem: value });
  return value;
}

export const questions = () => ask('/api/questions');
export const places = () => ask('/api/places');
export const choices = () => ask('/api/choices');
export const passages = place => ask(`/api/places/${encodeURIComponent(place)}/passages`);
export const check = question => ask('/api/check', 'POST', question);
export const save = (was, question, revision) => was ? ask(`/api/questions/${encodeURIComponent(was)}`, 'PUT', question, revision) : ask('/api/questions', 'POST', question, revision);
export const remove = (id, revision) => ask(`/api/questions/${encodeURIComponent(id)}`, 'DELETE', null, revision);
