import { Client, converged, readFresh } from '../lib/client.mjs';
import { digest, sha256 } from '../lib/digest.mjs';
import { ask } from '../lib/host.mjs';
import { Random } from '../lib/random.mjs';
import { makeTrace, readTrace, replay, type } from '../lib/trace.mjs';
import { breath } from '../lib/until.mjs';

const editsPerBreath = 50;

/** A real person's editing session, typed by one client while a second edits elsewhere in the document and a third joins late. */
export function realTrace({ address, document, trace, edits }) {
  const random = new Random(2);
  return run(address, document, readTrace(trace, edits), (other) => {
    const margin = other.doc.getText('margin');
    margin.insert(random.below(margin.length + 1), 'note ');
    other.doc.getMap('notes').set(`n${random.below(50)}`, random.below(1000));
  });
}

/** A generated session; the second client edits in the same text, wherever it likes. */
export async function generatedTrace({ address, document, edits }) {
  const random = new Random(3);
  const { replicas } = await run(address, document, makeTrace(1, edits), ({ text }) => {
    if (random.below(3) > 0 || text.length < 10) {
      text.insert(random.below(text.length + 1), 'OTHER');
    } else {
      text.delete(random.below(text.length - 3), 3);
    }
  }, clampedType);
  return { replicas };
}

async function run(address, document, edits, editElsewhere, typeOne = type) {
  const writer = await new Client(address, document).synced();
  const other = await new Client(address, document).synced();
  let late;
  for (let done = 0; done < edits.length; done += editsPerBreath) {
    edits.slice(done, done + editsPerBreath).forEach((edit) => typeOne(writer.text, edit));
    editElsewhere(other);
    if (late === undefined && done >= edits.length / 2) {
      late = new Client(address, document);
    }

    await writer.flow();
    await breath();
  }

  await late.synced();
  await converged(writer, other, late);
  await Promise.all([writer.saved(), other.saved()]);
  const replicas = { writer: digest(writer.doc), other: digest(other.doc), late: digest(late.doc) };

  // Nobody who could bring anything back is left when the server starts again.
  [writer, other, late].forEach((client) => client.destroy());
  await ask('kill');
  await ask('start');
  replicas.afterRestart = digest(await readFresh(address, document));
  return { replicas, expectedText: sha256(replay(edits)) };
}

/** The other client's cuts may have made the text shorter than the trace knows. */
function clampedType(text, { at, insert }) {
  if (insert !== null) {
    text.insert(Math.min(at, text.length), insert);
  } else if (text.length > 0) {
    text.delete(Math.min(at, text.length - 1), 1);
  }
}
