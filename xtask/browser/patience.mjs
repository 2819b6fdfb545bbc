// How long something may take. Whoever waits, waits for an event; time only says when to give up.

export const PATIENCE = 20_000;

export async function within(milliseconds, what, promise) {
  let timer;
  const late = new Promise((_, failed) => { timer = setTimeout(() => failed(new Error(`${what}: not within ${milliseconds / 1000} s`)), milliseconds); });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
