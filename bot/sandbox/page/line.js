// The line to the program: questions, orders, and news that are waited for. Draws nothing.

export class Refused extends Error {
  constructor(why, status) {
    super(why);
    this.status = status;
  }
}

const PAUSE = 1500; // milliseconds before a line that was cut is tried again

export async function ask(path, signal) {
  return taken(await fetch(path, { signal }));
}

export async function tell(path, order = {}) {
  return taken(await fetch(path, {
    method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(order),
  }));
}

async function taken(answer) {
  const body = await answer.json();
  if (!answer.ok) throw new Refused(body.error ?? answer.statusText, answer.status);
  return body;
}

export const pause = (milliseconds) => new Promise((go) => setTimeout(go, milliseconds));

// Asks `path` again and again for what came after number `since`, and hands each answer to `news`, until `signal` ends it.
// `away` is told whether the program is away; what it returns when the line stands again is the number to go on from.
export async function follow(path, since, news, away, signal) {
  let cut = false;
  while (!signal.aborted) {
    const answer = await unlessCut(async () => {
      if (cut) since = (await away(false)) ?? since;
      return ask(`${path}?since=${since}&timeout=25`, signal);
    });
    if (signal.aborted) return;
    cut = answer === null;
    if (cut) {
      away(true);
      await pause(PAUSE);
    } else {
      since = answer.number;
      news(answer);
    }
  }
}

// null where the line is cut, or the program answers nothing that one could read.
async function unlessCut(asking) {
  try {
    return await asking();
  } catch (error) {
    if ([Refused, TypeError, SyntaxError, DOMException].some((each) => error instanceof each)) return null;
    throw error;
  }
}
