// The desk's API: JSON in and out, the key where one is needed, errors in the server's words.
import { askFor } from './prompt.js';

const root = new URL('../api/', import.meta.url);
const place = 'support-key';
let asking = null;
let given = '';

// A key that came with the link to this page: it is used alone, and not kept.
export function useKey(key) {
  given = key;
}

export function get(path, parameters = {}) {
  const url = new URL(path, root);
  for (const [name, value] of Object.entries(parameters)) if (value !== '' && value !== null && value !== undefined) url.searchParams.set(name, value);
  return send(url, {});
}

export function post(path, body, type = 'application/json') {
  return send(new URL(path, root), { method: 'POST', headers: { 'Content-Type': type }, body: type === 'application/json' ? JSON.stringify(body) : body });
}

async function send(url, request) {
  for (;;) {
    const key = read();
    const headers = key ? { ...request.headers, Authorization: `Bearer ${key}` } : request.headers;
    const response = await fetch(url, { ...request, headers }).catch(() => { throw new Error('The server could not be reached. Check the connection, then try again.'); });
    if (response.ok) return response.status === 204 ? null : response.json();
    const problem = await response.json().catch(() => ({}));
    const error = new Error(problem.detail ?? problem.title ?? `The server answered ${response.status}.`);
    if ((response.status !== 401 && response.status !== 403) || !await another(key, error.message)) throw Object.assign(error, { status: response.status });
  }
}

// Whether there is another key to try; several requests that fail at once ask once.
async function another(tried, why) {
  if (given) return false;
  if (read() !== tried) return true;
  asking ??= askFor({ title: 'A key is needed', hint: why, label: 'Key', secret: true, yes: 'Use this key' }).then(key => {
    asking = null;
    if (key) write(key);
    return Boolean(key);
  });
  return asking;
}

function read() {
  if (given) return given;
  try {
    return sessionStorage.getItem(place) ?? kept;
  } catch {
    return kept;
  }
}

let kept = null; // where storage is forbidden, for as long as the page is open

function write(key) {
  kept = key;
  try {
    sessionStorage.setItem(place, key);
  } catch {
    // forbidden: asked again after a reload
  }
}
