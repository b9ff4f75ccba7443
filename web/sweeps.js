// Keeps sweeps in the browser, so that a reload goes on with them: each row under its sweep's first line and its job's
// number. Where the browser refuses to keep anything nothing is said: the sweep is then in the page alone.
const most = 12; // sweeps; the one that was begun first goes first

let opening;
const open = () => opening ??= new Promise((resolve, reject) => {
  const request = indexedDB.open('dropout-lab', 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore('sweeps'); // by first line: when it was begun, is it at work, is it to be found again
    request.result.createObjectStore('rows'); // by [first line, job]
  };
  request.onsuccess = () => resolve(request.result);
  request.onerror = request.onblocked = () => reject(request.error);
});

const done = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

const stores = async () => {
  const deal = (await open()).transaction(['sweeps', 'rows'], 'readwrite');
  return { sweeps: deal.objectStore('sweeps'), rows: deal.objectStore('rows') };
};

const rowsOf = (line) => IDBKeyRange.bound([line, 0], [line, Infinity]);

// All known sweeps, [line, what is known of it], the newest first.
async function known(sweeps) {
  const [lines, states] = await Promise.all([done(sweeps.getAllKeys()), done(sweeps.getAll())]);
  return lines.map((line, i) => [line, states[i]]).sort((one, other) => other[1].begun - one[1].begun);
}

async function give(program, { sweeps, rows }, line) {
  const [state, there] = await Promise.all([done(sweeps.get(line)), done(rows.getAll(rowsOf(line)))]);
  program.sweep([state.works ? '1' : '0', line, ...there].join('\n'));
}

async function begin(program, room, line) {
  const others = (await known(room.sweeps)).filter(([other]) => other !== line);
  for (const [old] of others.slice(most - 1)) {
    room.sweeps.delete(old);
    room.rows.delete(rowsOf(old));
  }
  await done(room.sweeps.put({ begun: Date.now(), works: true, found: true }, line));
  await give(program, room, line);
}

// The newest is from now on as `to` says.
async function change(sweeps, to) {
  const [newest] = await known(sweeps);
  if (newest) await done(sweeps.put({ ...newest[1], ...to }, newest[0]));
}

async function take(program, message) {
  const room = await stores();
  const rest = message.slice(1);
  if (message === '?') {
    const [newest] = await known(room.sweeps);
    if (newest?.[1].found) await give(program, room, newest[0]);
  } else if (message[0] === '=') {
    await begin(program, room, rest);
  } else if (message[0] === '+') {
    const [job, line, row] = rest.split('\n');
    await done(room.rows.put(row, [line, Number(job)]));
  } else if (message === '-') {
    await change(room.sweeps, { works: false, found: false });
  } else {
    await change(room.sweeps, { works: message === '1' });
  }
}

// src/app/engine/sweeps.h has them. In turn: each may need what the one before has written.
let last = Promise.resolve();
export function takeMessages(program, messages) {
  for (const message of messages.split('\x1e').filter(Boolean)) last = last.then(() => take(program, message)).catch(() => {});
}
