// The line to the test that runs this script: a JSON value a line, requests out on stdout, answers in on stdin.
import { createInterface } from 'node:readline';

const answers = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
let last = Promise.resolve();

/** Asks the test to do something to the server, such as 'kill' or 'start', and waits until it is done. */
export function ask(request) {
  last = last.then(async () => {
    send({ ask: request });
    const { value, done } = await answers.next();
    if (done) {
      throw new Error(`the test went away before it answered '${request}'`);
    }

    return JSON.parse(value);
  });
  return last;
}

/** Hands the result over and ends the process: connections that are still open do not keep it. */
export function finish(result) {
  process.stdout.write(`${JSON.stringify({ result })}\n`, () => process.exit(0));
}

function send(message) {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
