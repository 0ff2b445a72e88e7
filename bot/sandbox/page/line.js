// The line to the program: questions, orders, and what happens in a world as it happens. Draws nothing.

export class Refused extends Error {}

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
  if (!answer.ok) throw new Refused(body.error ?? answer.statusText);
  return body;
}

// Calls `happened` with each event after number `since`, until `signal` ends it; `away` with whether the program is away.
export async function follow(world, since, happened, away, signal) {
  while (!signal.aborted) {
    try {
      const news = await ask(`worlds/${world}/sandbox/events?since=${since}&timeout=25`, signal);
      away(false);
      since = news.number;
      if (!signal.aborted) news.events.forEach(happened);
    } catch (error) {
      if (signal.aborted) return;
      away(true);
      await new Promise((go) => setTimeout(go, 2000));
    }
  }
}
