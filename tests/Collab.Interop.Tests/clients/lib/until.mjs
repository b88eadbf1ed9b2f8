/** Only against waiting for ever: far beyond what any of it takes. */
const deadline = 60_000;

/**
 * Waits until something holds, looked at now and after each event of the sources.
 * @param what what is waited for, for the message when it never comes
 * @param holds the condition
 * @param sources pairs of an emitter (with on and off) and an event's name
 */
export async function until(what, holds, ...sources) {
  if (holds()) {
    return;
  }

  let look;
  let timer;
  const held = new Promise((resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`waited ${deadline / 1000} s in vain: ${describe(what)}`)), deadline);
    look = () => {
      try {
        if (holds()) {
          resolve();
        }
      } catch (error) {
        reject(error);
      }
    };
  });
  sources.forEach(([emitter, event]) => emitter.on(event, look));
  try {
    await held;
  } finally {
    clearTimeout(timer);
    sources.forEach(([emitter, event]) => emitter.off(event, look));
  }
}

/** Waits for a promise, but not for ever. */
export async function within(what, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`waited ${deadline / 1000} s in vain: ${describe(what)}`)), deadline);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Lets timers and sockets have their turn. */
export const breath = () => new Promise((resolve) => setImmediate(resolve));

/** Paces what types; never used to wait for something to have happened. */
export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function describe(what) {
  return typeof what === 'function' ? what() : what;
}
