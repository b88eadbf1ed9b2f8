// Runs one scenario: node run.mjs <file in scenarios/> <function> <arguments as JSON>
// Its result goes to the test as the last line of output; a failure goes to stderr, with exit code 1.
import { isDeepStrictEqual } from 'node:util';
import { finish } from './lib/host.mjs';

const [file, scenario, json] = process.argv.slice(2);
const scenarios = await import(`./scenarios/${file}.mjs`);
if (typeof scenarios[scenario] !== 'function') {
  throw new Error(`scenarios/${file}.mjs has no ${scenario}`);
}

const result = (await scenarios[scenario](JSON.parse(json))) ?? {};
if (!isDeepStrictEqual(JSON.parse(JSON.stringify(result)), result)) {
  throw new Error('a result must survive JSON: the test would not see all of it');
}

finish(result);
